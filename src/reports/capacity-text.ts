import type { Capacity } from '../results/findings/capacity.ts';
import { estimateText } from './estimate-text.ts';

/** `19,800 (19,400–20,200)`; `none` where it keeps up with no rate, `inconclusive` where that is open. */
export function capacityText(one: Capacity): string {
  if (one.verdict === 'no') return 'none';
  if (one.estimate === null) return 'inconclusive';
  return `${estimateText(one, 'records per second')}${one.verdict === 'yes' ? '' : ', inconclusive'}`;
}

/** A capacity that measuring itself limits says less than it seems to. */
export function limitText({ limitedBy, harnessLimited }: Capacity): string {
  return harnessLimited ? `${limitedBy}; measuring took more than 5 % of the time` : limitedBy;
}
