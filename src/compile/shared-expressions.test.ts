import { describe, expect, test } from 'vitest';
import { streamFrom } from '../builder/stream.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { answerOf } from '../operators/answer.test-program.ts';
import type { RowCode } from '../operators/operator.ts';
import { projectNode } from '../operators/project.ts';
import { literal, type NumberExpression } from '../pipeline/expression.ts';
import { rowOf } from '../pipeline/row.ts';
import { when } from '../pipeline/when.ts';
import { StepWriter } from './code-writer.ts';

type Integer = NumberExpression<'integer'>;

const schema = { time: 'timestamp', amount: 'integer?' } as const;
const { amount } = rowOf<{ amount: 'integer' }>(schema);
const row: RowCode = {
  cells: { amount: { value: 'amount', isNull: 'noAmount', spec: 'integer?' } },
  time: 'time',
};

/** Each uses the expression below it at least twice. */
const levels: Readonly<Record<string, (below: Integer) => Integer>> = {
  'in a sum': (below) => below.add(below),
  'in a condition and both branches': (below) => when(below.gt(0), below).otherwise(below.subtract(1)),
  'in branches only': (below) => when(amount.gt(0), below).otherwise(below),
  'in branches first, and then always': (below) => amount.coalesce(below).add(below),
  'in coalesce': (below) => below.coalesce(below, below.add(1)),
  'in a sum of choices': (below) => when(amount.gt(0), below).otherwise(below).subtract(below),
};

function nested(level: (below: Integer) => Integer, depth: number): Integer {
  let expression = amount;
  for (let done = 0; done < depth; done++) expression = level(expression);
  return expression;
}

function linesOf(level: (below: Integer) => Integer, depth: number): number {
  const writer = new StepWriter(new Dictionary(), 1);
  const text = writer.capture(() => {
    writer.expression(nested(level, depth).node, row);
  });
  return text.split('\n').length;
}

describe.each(Object.entries(levels))('an expression that is used more than once %s', (_, level) => {
  test('takes as many lines for each further level', () => {
    const [few, more, most] = [5, 10, 15].map((depth) => linesOf(level, depth));
    expect(most - more).toBe(more - few);
    expect(linesOf(level, 200)).toBeLessThan(few * 50);
  });

  test('has the value that it has when it is written out', () => {
    const { plan } = streamFrom(schema, 'time', 0);
    const records = [-3, 0, 1, 2, null].map((value, index) => [index, value]);
    const shared = projectNode(plan, { shared: nested(level, 4).node });
    // Copies of the nodes have nothing in common.
    const writtenOut = projectNode(plan, JSON.parse(JSON.stringify({ shared: nested(level, 4).node })) as never);
    expect(answerOf(shared, records).rows).toEqual(answerOf(writtenOut, records).rows);
  });
});

test('a branch that is not chosen is not computed, also where branches share it', () => {
  const tooLarge = amount.multiply(amount);
  const { plan } = streamFrom(schema, 'time', 0);
  const chosen = when(amount.gt(1000), literal(1)).when(amount.gt(500), tooLarge).otherwise(tooLarge.add(1));
  const records = [
    [0, Number.MAX_SAFE_INTEGER],
    [1, 600],
    [2, 3],
  ];
  expect(answerOf(projectNode(plan, { chosen: chosen.node }), records).rows).toEqual([
    [0, 1],
    [1, 360_000],
    [2, 10],
  ]);
});

test('columns of one projection share what they have in common, and a block what its surroundings know', () => {
  const writer = new StepWriter(new Dictionary(), 1);
  const common = amount.multiply(7);
  const text = writer.capture(() => {
    writer.expression(common.node, row);
    writer.block('if (true)', () => writer.expression(common.add(1).node, row));
    writer.expression(common.add(1).node, row);
  });
  const seven = writer.parameter(7);
  expect(text.split(seven)).toHaveLength(2);
  // What the block computed is not known after it.
  const one = writer.parameter(1);
  expect(text.split(one)).toHaveLength(3);
});
