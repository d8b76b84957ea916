import type { MedianSpread } from './median-spread.ts';

/** How far the farther end of a range is from its estimate, which is not always in the middle: what `±` stands for. */
export function largerSide({ estimate, low, high }: Pick<MedianSpread, 'estimate' | 'low' | 'high'>): number {
  return Math.max(estimate - low, high - estimate);
}
