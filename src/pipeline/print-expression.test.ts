import { expect, test } from 'vitest';
import { literal } from './expression.ts';
import { printExpression } from './print-expression.ts';
import { rowOf } from './row.ts';
import { when } from './when.ts';

const schema = { a: 'integer', b: 'integer?', ok: 'boolean', 'user name': 'text', at: 'timestamp' } as const;
const {
  a,
  b,
  ok,
  at,
  'user name': name,
} = rowOf<{ a: 'integer'; b: 'integer'; ok: 'boolean'; 'user name': 'text'; at: 'timestamp' }>(schema);

test.each([
  [a.add(b).multiply(2), '(a + b) × 2'],
  [a.add(b.multiply(2)), 'a + b × 2'],
  [a.subtract(b.subtract(1)), 'a - (b - 1)'],
  [a.subtract(b).subtract(1), 'a - b - 1'],
  [a.gt(500).and(ok.not()).or(b.isNull()), 'a > 500 and not ok or b is null'],
  [a.gt(500).or(ok).and(b.isNull()).not(), 'not ((a > 500 or ok) and b is null)'],
  [ok.eq(a.lt(b)), 'ok = (a < b)'],
  [name.lower().startsWith("it's"), `startsWith(lower("user name"), 'it's')`],
  [when(a.gt(5), 'large').otherwise('small'), "case when a > 5 then 'large' else 'small' end"],
  [at.ge(literal(1_767_225_600_000_000, 'timestamp')), 'at ≥ 2026-01-01T00:00:00.000Z'],
  [at.ge(literal(7, 'timestamp')), 'at ≥ 7 µs'],
])('prints an expression as a person would write it: %#', (expression, text) => {
  expect(printExpression(expression.node)).toBe(text);
});
