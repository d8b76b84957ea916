import fc from 'fast-check';
import {
  columnTypes,
  specOf,
  typeOf,
  type ColumnSpec,
  type ColumnType,
  type Schema,
  type Value,
} from '../../columns/column-type.ts';
import {
  aggregateNode,
  quantileNode,
  type AggregateName,
  type AggregateNode,
} from '../../operators/aggregates/index.ts';
import { filterNode } from '../../operators/filter.ts';
import type { OperatorNode } from '../../operators/index.ts';
import { groupByNode } from '../../operators/group-by.ts';
import { joinTableNode } from '../../operators/join-table.ts';
import { projectNode } from '../../operators/project.ts';
import { runningAggregateNode } from '../../operators/running-aggregate.ts';
import { sessionWindowNode } from '../../operators/session-window.ts';
import { slidingWindowNode } from '../../operators/sliding-window.ts';
import { topKNode } from '../../operators/top-k.ts';
import { tumblingWindowNode } from '../../operators/tumbling-window.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { staticTable } from '../../pipeline/static-table.ts';
import type { AppendNode } from './append-node.test-program.ts';
import {
  columnChoices,
  computedColumns,
  expressionChoices,
  expressionFrom,
  type ExpressionChoices,
} from './expressions.test-program.ts';
import { columnsFrom, idleMicros, keyedOperators, someColumnsFrom } from './keyed.test-program.ts';
import { rowByRowOperators } from './row-by-row.test-program.ts';
import { twoInputOperatorsOver, type TwoInputKind } from './two-inputs.test-program.ts';
import { at, distinctValues, valueOf } from './values.test-program.ts';

export function columnSpec(): fc.Arbitrary<ColumnSpec> {
  return fc.tuple(fc.constantFrom(...columnTypes), fc.boolean()).map(([type, nullable]) => specOf(type, nullable));
}

interface AggregateChoices {
  readonly name: AggregateName;
  readonly type: ColumnType;
  readonly argument: ExpressionChoices | undefined;
  readonly quantile: number;
}

const argumentTypes: { readonly [Name in AggregateName]: readonly ColumnType[] } = {
  count: columnTypes,
  sum: ['integer', 'float'],
  min: ['integer', 'float', 'timestamp', 'text'],
  max: ['integer', 'float', 'timestamp', 'text'],
  mean: ['integer', 'float'],
  variance: ['integer', 'float'],
  standardDeviation: ['integer', 'float'],
  first: columnTypes,
  last: columnTypes,
  countDistinct: columnTypes,
  approximateCountDistinct: columnTypes,
  approximateQuantile: ['integer', 'float'],
};

function aggregateChoices(): fc.Arbitrary<AggregateChoices> {
  const names = Object.keys(argumentTypes) as AggregateName[];
  const quantile = fc.constantFrom(0, 0.5, 0.95, 1);
  const ofArgument = names.map((name) =>
    fc.record({
      name: fc.constant(name),
      type: fc.constantFrom(...argumentTypes[name]),
      argument: expressionChoices,
      quantile,
    }),
  );
  return fc.oneof(
    fc.constant<AggregateChoices>({ name: 'count', type: 'integer', argument: undefined, quantile: 0 }),
    ...ofArgument,
  );
}

function aggregateFrom({ name, type, argument, quantile }: AggregateChoices, schema: Schema): AggregateNode {
  if (argument === undefined) return aggregateNode(name);
  const { node } = expressionFrom(argument, type, schema);
  return name === 'approximateQuantile' ? quantileNode(node, quantile) : aggregateNode(name, node);
}

/** Columns of any type, computed by any expressions. */
export function projection(columnCount: number): fc.Arbitrary<AppendNode> {
  return fc
    .array(columnChoices, { minLength: 1, maxLength: columnCount, size: 'max' })
    .map((columns) => (input, depth) => projectNode(input, computedColumns(columns, `p${depth}`, input.schema)));
}

const sizeMicros = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(1_000_000));

/** What windows of every kind have. */
interface WindowChoices {
  readonly by: number;
  readonly aggregates: readonly AggregateChoices[];
}

const windowed = { by: fc.nat(31), aggregates: fc.array(aggregateChoices(), { maxLength: 3 }) };

function windowFrom(
  { by, aggregates }: WindowChoices,
  { schema }: PlanNode,
  depth: number,
): [by: string[], aggregates: Record<string, AggregateNode>] {
  const keys = Object.keys(schema).filter((name, index) => !name.startsWith('window') && (by >> index) % 2 === 1);
  return [
    keys,
    Object.fromEntries(aggregates.map((aggregate, index) => [`a${depth}${index}`, aggregateFrom(aggregate, schema)])),
  ];
}

/** A plan whose rows have a `windowEnd`: that of an earlier window, or any timestamp that is never null. */
function withWindowEnd(input: PlanNode, choice: number): PlanNode | undefined {
  if (input.schema['windowEnd'] === 'timestamp') return input;
  const timestamps = Object.keys(input.schema).filter((name) => input.schema[name] === 'timestamp');
  if (timestamps.length === 0 || Object.hasOwn(input.schema, 'windowEnd')) return undefined;
  const windowEnd = at(timestamps, choice);
  const columns = [...Object.entries(input.schema), ['windowEnd', 'timestamp'] as const].map(([name, spec]) => {
    const node: ExpressionNode = { kind: 'column', name: name === 'windowEnd' ? windowEnd : name, spec };
    return [name, node] as const;
  });
  return projectNode(input, Object.fromEntries(columns));
}

/** All operators except those with two inputs. A new operator is one more entry. */
const operators: { readonly [Kind in Exclude<OperatorNode['kind'], TwoInputKind>]: fc.Arbitrary<AppendNode> } = {
  filter: expressionChoices.map(
    (predicate) => (input) => filterNode(input, expressionFrom(predicate, 'boolean', input.schema).node),
  ),

  project: projection(4),

  ...rowByRowOperators,
  ...keyedOperators,

  'running-aggregate': fc
    .record({
      by: fc.nat(31),
      aggregates: fc.array(aggregateChoices(), { maxLength: 3 }),
      excludeCurrent: fc.boolean(),
      idleMicros,
    })
    .map(({ by, aggregates, ...options }) => (input, depth) => {
      const named = aggregates.map(
        (aggregate, index) => [`s${depth}${index}`, aggregateFrom(aggregate, input.schema)] as const,
      );
      return runningAggregateNode(input, columnsFrom(input.schema, by), Object.fromEntries(named), options);
    }),

  'group-by': fc
    .record({ by: fc.nat(31), aggregates: fc.array(aggregateChoices(), { maxLength: 3 }) })
    .map(({ by, aggregates }) => (input, depth) => {
      const named = aggregates.map(
        (aggregate, index) => [`g${depth}${index}`, aggregateFrom(aggregate, input.schema)] as const,
      );
      return groupByNode(input, someColumnsFrom(input.schema, by), Object.fromEntries(named));
    }),

  'join-table': fc
    .record({
      on: fc.nat(20),
      type: fc.constantFrom('inner', 'left'),
      keys: fc.nat(255),
      specs: fc.array(columnSpec(), { maxLength: 2 }),
      cells: fc.nat(1000),
    })
    .map((choices) => (input, depth) => {
      const on = at(Object.keys(input.schema), choices.on);
      const key = typeOf(input.schema[on]);
      const columns = choices.specs.map((spec, index): [string, ColumnSpec] => [`j${depth}${index}`, spec]);
      const rows = distinctValues(key)
        .filter((_, index) => (choices.keys >> (index % 8)) % 2 === 1)
        .map((value, row): Record<string, Value> => ({
          key: value,
          ...Object.fromEntries(
            columns.map(([name, spec], index) => [name, valueOf(spec, choices.cells + row * 5 + index)]),
          ),
        }));
      const table = staticTable<Record<string, ColumnSpec>, string>({
        schema: { key, ...Object.fromEntries(columns) },
        key: 'key',
        rows,
      });
      return joinTableNode(input, table, on, choices.type);
    }),

  'tumbling-window': fc.record({ sizeMicros, ...windowed }).map(
    ({ sizeMicros: size, ...choices }) =>
      (input, depth) =>
        tumblingWindowNode(input, size, ...windowFrom(choices, input, depth)),
  ),

  'sliding-window': fc
    .record({ sizeMicros, windowsOfRow: fc.double({ min: 1, max: 4, noNaN: true }), ...windowed })
    .map(
      ({ sizeMicros: size, windowsOfRow, ...choices }) =>
        (input, depth) =>
          slidingWindowNode(input, size, Math.ceil(size / windowsOfRow), ...windowFrom(choices, input, depth)),
    ),

  'session-window': fc.record({ gapMicros: fc.integer({ min: 1, max: 40 }), ...windowed }).map(
    ({ gapMicros, ...choices }) =>
      (input, depth) =>
        sessionWindowNode(input, gapMicros, ...windowFrom(choices, input, depth)),
  ),

  'top-k': fc
    .record({
      k: fc.integer({ min: 1, max: 4 }),
      rank: fc.nat(20),
      descending: fc.boolean(),
      partitionBy: fc.nat(31),
      end: fc.nat(20),
      ...windowed,
    })
    .map(({ k, rank, descending, partitionBy, end, ...choices }) => (input, depth) => {
      const ended = withWindowEnd(input, end) ?? tumblingWindowNode(input, 20, ...windowFrom(choices, input, depth));
      if (Object.hasOwn(ended.schema, 'rank')) return ended;
      const by = at(Object.keys(ended.schema), rank);
      return topKNode(ended, k, by, descending, columnsFrom(ended.schema, partitionBy));
    }),
};

const oneInput = fc.oneof(...Object.values(operators));
const branchOfBranch = twoInputOperatorsOver(fc.array(oneInput, { maxLength: 1 }));
const branch = twoInputOperatorsOver(fc.array(oneOrTwoInputs(branchOfBranch), { maxLength: 2 }));

/** An operator with two inputs doubles the plan before it, so these operators are less frequent. */
function oneOrTwoInputs(twoInputs: ReturnType<typeof twoInputOperatorsOver>): fc.Arbitrary<AppendNode> {
  return fc.oneof({ weight: 2, arbitrary: oneInput }, { weight: 1, arbitrary: fc.oneof(...Object.values(twoInputs)) });
}

/** Every operator that occurs in generated plans. */
export const operatorKinds: readonly string[] = [...Object.keys(operators), ...Object.keys(branch)];

/** Any operators, one after the other. */
export const operatorChain: fc.Arbitrary<readonly AppendNode[]> = fc.array(oneOrTwoInputs(branch), { maxLength: 4 });
