import type { Capacity } from '../results/findings/capacity.ts';
import { perSecond } from '../results/quantity.ts';
import { estimateText } from './estimate-text.ts';

/** `19,800 (19,400–20,200)`; `> 73,000` where it is higher; `none` or `inconclusive` where there is no rate. */
export function capacityText(one: Capacity): string {
  if (one.verdict === 'no') return 'none';
  if (one.above !== undefined) return `> ${perSecond(one.above)}`;
  if (one.estimate === null) return 'inconclusive';
  return `${estimateText(one, 'records per second')}${one.verdict === 'yes' ? '' : ', inconclusive'}`;
}

/** What limits the capacity, and whether measuring itself took so much time that it may be higher. */
export function limitText({ limitedBy, harnessLimited }: Capacity): string {
  return harnessLimited ? `${limitedBy}; measuring took more than 5 % of the time` : limitedBy;
}
