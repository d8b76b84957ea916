import fc from 'fast-check';
import type { Schema } from '../../columns/column-type.ts';
import { deduplicateNode } from '../../operators/deduplicate.ts';
import { lagNode } from '../../operators/lag.ts';
import { latestNode } from '../../operators/latest.ts';
import type { AppendNode } from './append-node.test-program.ts';
import { columnChoices, computedColumns } from './expressions.test-program.ts';

/** Durations of event time, mostly smaller than the time span of a case. */
const durationMicros = fc.oneof({ weight: 4, arbitrary: fc.nat(80) }, { weight: 1, arbitrary: fc.constant(2000) });

/** How long a key is remembered; sometimes for ever. */
export const idleMicros: fc.Arbitrary<number | undefined> = fc.option(durationMicros, { nil: undefined });

/** The columns whose bits are set. */
export function columnsFrom(schema: Schema, bits: number): string[] {
  return Object.keys(schema).filter((_, index) => (bits >> index) % 2 === 1);
}

/** The same, or the first column if no bit is set. */
export function someColumnsFrom(schema: Schema, bits: number): string[] {
  const names = columnsFrom(schema, bits);
  return names.length === 0 ? Object.keys(schema).slice(0, 1) : names;
}

/** Operators with state by key. */
export const keyedOperators = {
  deduplicate: fc.record({ by: fc.nat(31), withinMicros: durationMicros }).map(
    ({ by, withinMicros }): AppendNode =>
      (input) =>
        deduplicateNode(input, someColumnsFrom(input.schema, by), withinMicros),
  ),

  lag: fc
    .record({
      by: fc.nat(31),
      columns: fc.array(columnChoices, { maxLength: 2 }),
      idleMicros,
    })
    .map(({ by, columns, idleMicros: idle }): AppendNode => (input, depth) => {
      const expressions = computedColumns(columns, `l${depth}`, input.schema);
      return lagNode(input, columnsFrom(input.schema, by), expressions, idle);
    }),

  latest: fc.nat(31).map(
    (by): AppendNode =>
      (input) =>
        latestNode(input, someColumnsFrom(input.schema, by)),
  ),
};
