import type { CostCurve } from '../results/findings/cost-curve.ts';
import { roundThousands } from '../results/quantity.ts';

const reasons = {
  time: 'would have taken too long',
  records: 'need more records than there are, since each size is repeated',
} as const;

/** A sentence: why the curve ends where it does; none where all sizes were measured. */
export function leftOutSizes({ points, limitedBy }: CostCurve): string[] {
  if (limitedBy === undefined) return [];
  return [`Sizes above ${roundThousands(points.at(-1)!.records)} ${reasons[limitedBy]}.`];
}
