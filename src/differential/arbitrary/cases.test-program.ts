import fc from 'fast-check';
import type { ColumnSpec, Schema, Value } from '../../columns/column-type.ts';
import { inputsOf, type PlanNode, type SourceNode } from '../../pipeline/plan-node.ts';
import type { AppendNode } from './append-node.test-program.ts';
import { columnSpec, operatorChain, projection } from './plans.test-program.ts';
import { valueOf } from './values.test-program.ts';

/** A plan and the records for it. */
export interface Case {
  readonly plan: PlanNode;
  readonly records: readonly Readonly<Record<string, Value>>[];
  /** Index of the first measured record; may be beyond the last record. */
  readonly measuredFrom: number;
}

/** Names that would break generated code if they got into it, or that objects list in another order than declared. */
const names = ['amount', '__proto__', 'p0', `it's "so"\n`, 'constructor', '1', 'row', 'toString', 'hasOwnProperty'];

/** A record's cells as choices of values. Its event time is a step after the latest one, minus a lag. */
const recordChoices = fc.record({
  step: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 4, arbitrary: fc.nat(15) },
    { weight: 1, arbitrary: fc.nat(200) },
  ),
  lag: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(80) }),
  cells: fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.nat(60) }), {
    minLength: names.length,
    maxLength: names.length,
  }),
});

/** Any operators over any stream. */
export const cases = casesOf(operatorChain, 40);

/** Many expressions over a few records: this tests far more expressions than plans of many operators do. */
export const expressionCases = casesOf(fc.tuple(projection(8)), 10);

function casesOf(chain: fc.Arbitrary<readonly AppendNode[]>, maxRecords: number): fc.Arbitrary<Case> {
  return fc
    .record({
      specs: fc.array(columnSpec(), { maxLength: names.length }),
      startMicros: fc.constantFrom(0, -100, 1_767_225_600_000_000),
      watermarkDelayMicros: fc.oneof(
        { weight: 5, arbitrary: fc.nat(60) },
        { weight: 1, arbitrary: fc.constant(Infinity) },
      ),
      operators: chain,
      records: fc.array(recordChoices, { maxLength: maxRecords, size: 'max' }),
      measuredFrom: fc.oneof(fc.constant(0), fc.nat(maxRecords)),
    })
    .map(({ specs, startMicros, watermarkDelayMicros, operators, records, measuredFrom }) => {
      const columns = specs.map((spec, index): [string, ColumnSpec] => [names[index], spec]);
      const schema: Schema = { time: 'timestamp', ...Object.fromEntries(columns) };
      const source: SourceNode = { kind: 'source', schema, eventTime: 'time', watermarkDelayMicros };
      const plan = operators.reduce<PlanNode>((input, append, depth) => append(input, depth), source);
      let latest = startMicros;
      return {
        plan,
        measuredFrom,
        records: records.slice(0, fittingRecords(plan, records.length)).map(({ step, lag, cells }) => {
          latest += step;
          return {
            time: latest - lag,
            ...Object.fromEntries(columns.map(([name, spec], index) => [name, valueOf(spec, cells[index])])),
          };
        }),
      };
    });
}

/** Interval joins multiply rows. Several in one plan could make millions of rows from forty records. */
const mostRows = 20_000;

function fittingRecords(plan: PlanNode, recordCount: number): number {
  return recordCount <= 1 || rowsUpTo(plan, recordCount) <= mostRows
    ? recordCount
    : fittingRecords(plan, recordCount - 1);
}

/** About how many rows a plan makes of so many records, if every row passes every filter and matches every other. */
function rowsUpTo(node: PlanNode, recordCount: number): number {
  const [rows = recordCount, other = 0] = inputsOf(node).map((input) => rowsUpTo(input, recordCount));
  switch (node.kind) {
    case 'interval-join':
      return rows * other;
    case 'union':
      return rows + other;
    case 'sliding-window':
    case 'explode':
      return rows * 4;
    default:
      return rows;
  }
}
