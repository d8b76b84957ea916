// Code that people write by mistake has no useful type.
// oxlint-disable typescript/no-unnecessary-condition
import { describe, expect, test } from 'vitest';
import type { NumberExpression } from '../pipeline/expression.ts';
import { checkOperands } from './dead-operands.ts';

type Row = Readonly<Record<string, NumberExpression>>;
const options = { least: 5 as number | undefined, text: 'row.a || 5' };

describe('refuses what JavaScript never looks at', () => {
  test.each<[string, (row: Row) => unknown]>([
    ['a column', (row) => row['a'] || 5],
    ['a call', (row) => row['a'].gt(5) || row['b'].gt(1)],
    ['a call with a call', (row) => row['a'].gt(row['b'].add((1 + 2) * 3)) || 5],
    ['in parentheses', (row) => (row['a'].gt(5) && row['b'].gt(1)) || 5],
    ['a column by its name', (row) => row['a'] ?? 5],
    ['in an argument', (row) => row['c'].gt(row['a'] || 5)],
    ['of a row taken apart', ({ a, b: other }) => a.gt(1) && (other.gt(1) || 5)],
    [
      'in the middle of a function',
      (row) => {
        const either = row['a'].gt(1) || row['b'].gt(1);
        return either;
      },
    ],
    [
      'after a constant of the function',
      (row) => {
        const isLarge = row['a'].gt(5);
        return isLarge || row['b'].gt(1);
      },
    ],
    [
      'of a function with its name',
      function predicate(row) {
        return row['a'] || 5;
      },
    ],
  ])('%s', (_, written) => {
    expect(() => checkOperands("'predicate' of filter()", written)).toThrow(
      /^the function 'predicate' of filter\(\) has '(\|\||\?\?)' after an expression/,
    );
  });
});

describe('takes what may well be nothing', () => {
  test.each<[string, (row: Row) => unknown]>([
    ['an option', (row) => row['a'].gt(options.least || 5)],
    ['an option after a call', (row) => row['a'].gt(1).and(row['b'].gt(options.least ?? 5))],
    ['a helper', (row) => helper(row) ?? row['a']],
    ['a text', (row) => [row['a'], 'row.a || 5', `row.a ?? ${options.text}`, "row.a || '"]],
    // row.a || 5
    ['a comment', (row) => /* row.a || 5 */ row['a']],
    ['another name that ends alike', (row) => [row['a'], options.least || 5]],
    ['an option of a function without a parameter', () => [(options.least && { a: 5 }) || {}]],
  ])('%s', (_, written) => {
    expect(() => checkOperands("'predicate' of filter()", written)).not.toThrow();
  });

  const helper = (row: Row): NumberExpression | undefined => (options.least === 5 ? row['b'] : undefined);
});
