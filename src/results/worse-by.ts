import type { GateFigure } from './findings/gate.ts';
import { percent } from './quantity.ts';

/** From here on a change is told as a factor: ten times as much. */
const leastFactor = 10;

/** By how much head is worse, with its interval, which is empty where there is none. */
export interface WorseBy {
  readonly isFactor: boolean;
  /** Such as `12 %`, or `38,000` of a factor. */
  readonly value: string;
  /** Such as `10 to 14`. */
  readonly spread: string;
}

/** Undefined where no pair of units told. */
export function worseBy({ change, low, high }: Pick<GateFigure, 'change' | 'low' | 'high'>): WorseBy | undefined {
  if (change === null) return undefined;
  const isFactor = 1 + change >= leastFactor;
  const text = (share: number): string => (isFactor ? factor(1 + share) : percent(share));
  const spread = low === null || high === null ? '' : `${text(low)} to ${text(high)}`.replaceAll(' %', '');
  return { isFactor, value: text(change), spread };
}

function factor(value: number): string {
  return Number(value.toPrecision(2)).toLocaleString('en');
}
