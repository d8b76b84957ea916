import type { Capacity } from '../results/findings/capacity.ts';
import { estimateText } from './estimate-text.ts';

/** `19,800 (19,400–20,200)`; `none` where no rate is sustained, `unsure` where units did not tell. */
export function capacityText(one: Capacity): string {
  if (one.verdict === 'no') return 'none';
  if (one.estimate === null) return 'unsure';
  return `${estimateText(one, 'records per second')}${one.verdict === 'yes' ? '' : ', unsure'}`;
}

/** A capacity that measuring itself limits says less than it seems to. */
export function limitText({ limitedBy, harnessLimited }: Capacity): string {
  return harnessLimited ? `${limitedBy}; measuring took more than 5 % of the time` : limitedBy;
}
