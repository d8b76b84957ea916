import type { ColumnType, Value } from '../../columns/column-type.ts';

type Present = NonNullable<Value>;

/** Compares two values of one type: less than 0, 0 or more than 0. */
export function compareValues(type: ColumnType, left: Present, right: Present): number {
  if (type === 'text') return compareCodePoints(String(left), String(right));
  return compareNumbers(Number(left), Number(right));
}

/** As `compareValues`, with nulls last. */
export function compareNullsLast(type: ColumnType, left: Value, right: Value): number {
  if (left === null && right === null) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return compareValues(type, left, right);
}

/** NaN equals itself and is greater than all other numbers. */
function compareNumbers(left: number, right: number): number {
  if (Object.is(left, right)) return 0;
  if (Number.isNaN(left)) return 1;
  if (Number.isNaN(right)) return -1;
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** The bytes of UTF-8 are ordered as the code points are. */
function compareCodePoints(left: string, right: string): number {
  const [leftPoints, rightPoints] = [Array.from(left), Array.from(right)];
  for (const [index, point] of leftPoints.entries()) {
    if (index === rightPoints.length) return 1;
    const difference = point.codePointAt(0)! - rightPoints[index].codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return leftPoints.length - rightPoints.length;
}
