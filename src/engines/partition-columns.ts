import type { AsOfJoinNode } from '../operators/as-of-join.ts';
import type { ExplodeNode } from '../operators/explode.ts';
import type { IntervalJoinNode } from '../operators/interval-join.ts';
import type { ProjectNode } from '../operators/project.ts';
import type { TopKNode } from '../operators/top-k.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { RefusedNode } from '../sql/write-sql.ts';

/**
 * The columns of the source by which its records can be divided among partitions, so that all rows of a group, of each
 * operator that keeps state, come from one partition and in their order. Empty: any division will do. Undefined: none.
 *
 * Kafka divides records before anything is computed, so a key has to be a column of the source.
 */
export function partitionColumns(plan: PlanNode): readonly string[] | undefined {
  const { keys } = originsIn(plan);
  if (keys.length === 0) return [];
  const shared = [...keys[0]].filter((name) => keys.every((key) => key.has(name)));
  return shared.length === 0 ? undefined : shared.toSorted();
}

/** Why a plan's records cannot be divided among threads, which all see each event time; undefined where they can. */
export function unpartitioned(plan: PlanNode): RefusedNode | undefined {
  if (partitionColumns(plan) !== undefined) return undefined;
  const reason = 'its groups are not those of a column of the source, by which records could be divided among threads';
  return { node: plan, reason };
}

/** Why records of a plan cannot be divided among partitions; undefined where they can. */
export function indivisible(plan: PlanNode): RefusedNode | undefined {
  const waiting = statefulNodes(plan).find(({ kind }) => !timeless.has(kind));
  if (waiting !== undefined)
    return { node: waiting, reason: 'its state follows the watermark, and each partition would have one of its own' };
  return partitionColumns(plan) === undefined ? { node: plan, reason: withoutColumn } : undefined;
}

const withoutColumn =
  'its groups are not those of a column of the source, by which Kafka could divide the records among partitions';

/** They keep state for each key, whatever the event time is. */
const timeless: ReadonlySet<string> = new Set(['group-by', 'latest']);

function statefulNodes(node: PlanNode): PlanNode[] {
  const inputs = inputsOf(node);
  const own = inputs.length === 0 || stateless.has(node.kind) ? [] : [node];
  return [...inputs.flatMap(statefulNodes), ...own];
}

interface Origins {
  /** The column of the source that a column is, unchanged. */
  readonly columns: ReadonlyMap<string, string>;
  /** Of each operator that keeps state: the columns of the source among its keys. */
  readonly keys: readonly ReadonlySet<string>[];
}

function originsIn(node: PlanNode): Origins {
  const inputs = inputsOf(node).map(originsIn);
  if (inputs.length === 0) return { columns: new Map(Object.keys(node.schema).map((name) => [name, name])), keys: [] };
  const columns = columnsOf(node, inputs);
  const keys = inputs.flatMap((input) => input.keys);
  const by = keyOf(node);
  if (by === undefined) return { columns, keys };
  return { columns, keys: [...keys, 'keys' in node ? joinedBy(node as JoinNode, inputs) : originsOf(by, inputs[0])] };
}

type JoinNode = IntervalJoinNode | AsOfJoinNode;

/** Where both sides have a column of the source unchanged, rows that match are of one partition. */
function joinedBy({ keys }: JoinNode, [left, right]: readonly Origins[]): ReadonlySet<string> {
  const same = keys.filter((key) => left.columns.get(key.left) === right.columns.get(key.right));
  return originsOf(
    same.map((key) => key.left),
    left,
  );
}

function originsOf(names: readonly string[], { columns }: Origins): ReadonlySet<string> {
  return new Set(names.map((name) => columns.get(name)).filter((name) => name !== undefined));
}

/** Undefined where the operator keeps no state. */
function keyOf(node: PlanNode): readonly string[] | undefined {
  if (node.kind === 'top-k') return (node as TopKNode).partitionBy;
  if ('by' in node) return node.by as readonly string[];
  return stateless.has(node.kind) ? undefined : [];
}

const stateless: ReadonlySet<string> = new Set([
  'filter',
  'filter-with',
  'project',
  'map',
  'explode',
  'join-table',
  'union',
]);
/** They pass their columns on, and may add others. */
const passing: ReadonlySet<string> = new Set(['filter', 'filter-with', 'join-table', 'latest']);

function columnsOf(node: PlanNode, [input, other]: readonly Origins[]): ReadonlyMap<string, string> {
  const { kind } = node;
  if (passing.has(kind)) return input.columns;
  if (kind === 'explode') return without(input.columns, (node as ExplodeNode).into);
  if (kind === 'project') return projected(node as ProjectNode, input.columns);
  if (kind === 'union') return new Map([...input.columns].filter(([name, of]) => other.columns.get(name) === of));
  // Of groups and windows only the keys are those of their rows; a function may change whatever it passes on.
  const by = kind === 'map' ? [] : (keyOf(node) ?? []);
  return new Map([...input.columns].filter(([name]) => by.includes(name)));
}

function without(columns: Origins['columns'], name: string): ReadonlyMap<string, string> {
  return new Map([...columns].filter(([of]) => of !== name));
}

function projected({ expressions }: ProjectNode, columns: Origins['columns']): ReadonlyMap<string, string> {
  const origins = Object.entries(expressions).map(([name, expression]) => [
    name,
    expression.kind === 'column' ? columns.get(expression.name) : undefined,
  ]);
  return new Map(origins.filter((pair): pair is [string, string] => pair[1] !== undefined));
}
