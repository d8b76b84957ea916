import { typeOf, type Value } from '../../columns/column-type.ts';
import type { FilterNode } from '../../operators/filter.ts';
import type { OperatorNode } from '../../operators/index.ts';
import type { JoinTableNode } from '../../operators/join-table.ts';
import type { ProjectNode } from '../../operators/project.ts';
import type { LateCounts } from '../../compile/step.ts';
import { inputsOf, type PlanNode, type SourceNode } from '../../pipeline/plan-node.ts';
import { asOfJoin } from './as-of-join.test-program.ts';
import { compareNullsLast } from './compare.test-program.ts';
import { canonical, evaluateExpression, type ReferenceRow } from './expression.test-program.ts';
import { intervalJoin } from './interval-join.test-program.ts';
import { mapValues, merged, type Item, type Effects } from './items.test-program.ts';
import { deduplicate, groupBy, lag, runningAggregate } from './keyed-rows.test-program.ts';
import { asOutput } from './latest.test-program.ts';
import { explode, filterWith, mapRows } from './row-by-row.test-program.ts';
import { sessionWindow } from './session-window.test-program.ts';
import { topK } from './top-k.test-program.ts';
import { slidingWindow, tumblingWindow } from './windows.test-program.ts';

/**
 * The answer of a plan, for tests: computed over plain objects, slowly and without any code of compile/ and operators/.
 * A stream is the list of all its items: rows, and after each record the new watermark. Every node is a function from
 * the list of its input to its own list.
 */
export function evaluate(plan: PlanNode, records: readonly ReferenceRow[], measuredFrom: number): Answer {
  const effects: Effects = { late: [], absorbed: new Set() };
  const rows = itemsOf(plan, records, effects).filter((item) => item.kind === 'row');
  const emitted = new Set(rows.map(({ cause }) => cause));
  const late = effects.late.filter((cause) => cause >= measuredFrom && cause < records.length);
  return {
    rows: asOutput(
      plan,
      rows.map(({ cause, row }) => ({ cause, row: Object.keys(plan.schema).map((name) => row[name]) })),
    ),
    fates: records.map((_, index) =>
      emitted.has(index) ? 'emitted' : effects.absorbed.has(index) ? 'absorbed' : 'dropped',
    ),
    late: { records: new Set(late).size, additions: late.length },
  };
}

export interface Answer {
  /** Each row with the index of the record that caused it; at the end of the stream, the number of records. */
  readonly rows: readonly { readonly cause: number; readonly row: readonly Value[] }[];
  readonly fates: readonly ('dropped' | 'absorbed' | 'emitted')[];
  /** Of the records from index `measuredFrom` on. */
  readonly late: LateCounts;
}

/** A node's stream, from the streams of its inputs. `other` is empty if it has only one. */
type Meaning<Node> = (node: Node, items: readonly Item[], effects: Effects, other: readonly Item[]) => Item[];

const meanings: { readonly [Kind in OperatorNode['kind']]: Meaning<Extract<OperatorNode, { kind: Kind }>> } = {
  filter,
  project,
  explode,
  map: mapRows,
  'filter-with': filterWith,
  deduplicate,
  lag,
  'running-aggregate': runningAggregate,
  latest: (_node, items) => [...items],
  'group-by': groupBy,
  'join-table': joinTable,
  'tumbling-window': tumblingWindow,
  'sliding-window': slidingWindow,
  'session-window': sessionWindow,
  'top-k': topK,
  union: (_node, items, _effects, other) => merged(items, other),
  'interval-join': intervalJoin,
  'as-of-join': asOfJoin,
};

function itemsOf(node: PlanNode, records: readonly ReferenceRow[], effects: Effects): Item[] {
  const [items, other = []] = inputsOf(node).map((input) => itemsOf(input, records, effects));
  if (items === undefined) return source(node as SourceNode, records);
  const meaning = meanings[node.kind as OperatorNode['kind']] as Meaning<PlanNode>;
  return meaning(node, items, effects, other);
}

function source({ eventTime, watermarkDelayMicros }: SourceNode, records: readonly ReferenceRow[]): Item[] {
  let latest = -Infinity;
  const items = records.flatMap((record, cause): Item[] => {
    const time = record[eventTime] as number;
    latest = Math.max(latest, time);
    const row = mapValues(record, canonical);
    return [
      { kind: 'row', cause, byWatermark: false, time, row },
      { kind: 'watermark', cause, watermark: latest - watermarkDelayMicros },
    ];
  });
  return [...items, { kind: 'watermark', cause: records.length, watermark: Infinity }];
}

function filter({ predicate }: FilterNode, items: readonly Item[]): Item[] {
  return items.filter((item) => item.kind !== 'row' || evaluateExpression(predicate, item.row) === true);
}

function project({ expressions }: ProjectNode, items: readonly Item[]): Item[] {
  return items.map((item) =>
    item.kind !== 'row'
      ? item
      : { ...item, row: mapValues(expressions, (expression) => evaluateExpression(expression, item.row)) },
  );
}

function joinTable({ table, on, type }: JoinTableNode, items: readonly Item[]): Item[] {
  const key = typeOf(table.schema[table.key]);
  const added = Object.keys(table.schema).filter((name) => name !== table.key);
  return items.flatMap((item): Item[] => {
    if (item.kind !== 'row') return [item];
    const match = table.rows.find(
      (row) => item.row[on] !== null && compareNullsLast(key, row[table.key], item.row[on]) === 0,
    );
    if (match === undefined && type === 'inner') return [];
    const columns = added.map((name) => [name, match === undefined ? null : canonical(match[name])]);
    return [{ ...item, row: { ...item.row, ...(Object.fromEntries(columns) as ReferenceRow) } }];
  });
}
