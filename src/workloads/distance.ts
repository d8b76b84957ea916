import type { NumberExpression } from '../pipeline/expression.ts';

type Coordinate = NumberExpression<'integer'>;

/** The distance of two places on a map, in the unit of their coordinates. */
export function distance(
  from: { readonly east: Coordinate; readonly north: Coordinate },
  to: { readonly east: Coordinate; readonly north: Coordinate },
): NumberExpression<'float'> {
  const [east, north] = [to.east.subtract(from.east), to.north.subtract(from.north)];
  return east.multiply(east).add(north.multiply(north)).sqrt();
}
