import type { AggregateName } from '../operators/aggregates/index.ts';
import type { OperatorNode } from '../operators/index.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { DialectName } from '../sql/dialect.ts';
import { kindRefusal } from '../sql/operators/index.ts';
import { sqlRefusals, type RefusedNode } from '../sql/write-sql.ts';
import { untraceable } from './traced-plan.ts';

/** An engine in one of its modes. */
export interface EngineMode {
  readonly engine: 'local' | 'node' | 'spark' | 'flink';
  readonly mode: string;
}

export const engineModes = [
  { engine: 'local', mode: 'batch' },
  { engine: 'local', mode: 'continuous' },
  { engine: 'local', mode: 'micro-batch' },
  { engine: 'node', mode: 'continuous' },
  { engine: 'node', mode: 'micro-batch' },
  { engine: 'spark', mode: 'dstream' },
  { engine: 'spark', mode: 'micro-batch' },
  { engine: 'spark', mode: 'continuous' },
  { engine: 'spark', mode: 'real-time' },
  { engine: 'flink', mode: 'streaming' },
  { engine: 'flink', mode: 'mini-batch' },
] as const satisfies readonly EngineMode[];

type Kind = OperatorNode['kind'];
type SparkMode = 'dstream' | 'continuous' | 'real-time';

const dstream = 'a DStream is queried batch by batch: only groupBy() lasts from one to the next';
const continuous = "Spark's continuous mode knows projections and selections only";
const realTime = "Spark's real-time mode knows stateless operators, joins with static tables and groupBy() only";

const stateful = { dstream, continuous, 'real-time': realTime };
const notContinuous = { continuous };

/**
 * Why a mode of Spark cannot run an operator that has SQL; absent if it can. Kinds that are not here are `stateful`.
 * Continuous mode looks static tables up in a map, since it knows no joins.
 * Spark's micro-batches and both modes of Flink can run all of them. Over a DStream, what comes before groupBy() is
 * queried batch by batch, and mapWithState adds each batch to the groups. Sources: UnsupportedOperationChecker and
 * RealTimeModeAllowlist of Spark 4.3; until 4.2 the latter had no aggregates.
 */
const sparkRefusals: { readonly [Of in Kind]?: Partial<Readonly<Record<SparkMode, string>>> } = {
  filter: {},
  project: {},
  latest: {},
  'join-table': {},
  explode: notContinuous,
  union: notContinuous,
  'group-by': notContinuous,
};

/** Why no node of this kind can run in this mode; undefined where some can. Used by refusals, `explain` and tests. */
export function kindUnsupported(kind: Kind, { engine, mode }: EngineMode): string | undefined {
  if (engine === 'local' || engine === 'node') return undefined;
  const reason = kindRefusal(kind, engine);
  return reason ?? (engine === 'spark' ? (sparkRefusals[kind] ?? stateful)[mode as SparkMode] : undefined);
}

/** The nodes of a plan that this mode cannot run, with the reasons, inputs first; empty if it can run the plan. */
export function unsupportedNodes(plan: PlanNode, engineMode: EngineMode): readonly RefusedNode[] {
  if (engineMode.engine === 'local') return [];
  // It runs every plan: what it cannot be measured with is refused.
  if (engineMode.engine === 'node') return untraceable(plan);
  const withoutSql = sqlRefusals(plan, engineMode.engine satisfies DialectName);
  const ofMode = operatorNodes(plan).flatMap((node): RefusedNode[] => {
    const reason = kindUnsupported(node.kind, engineMode) ?? unsupportedAggregates(node, engineMode);
    return reason === undefined ? [] : [{ node, reason }];
  });
  const known = new Set(ofMode.map(({ node }) => node));
  const refused = [...ofMode, ...withoutSql.filter(({ node }) => !known.has(node as OperatorNode))];
  return refused.length === 0 && engineMode.mode === 'mini-batch' ? unchanged(plan) : refused;
}

const windowKinds: readonly string[] = ['tumbling-window', 'sliding-window', 'session-window'];

/** What Flink's mini-batches change nothing of, so that they are no mode of it. */
function unchanged(plan: PlanNode): readonly RefusedNode[] {
  if (plan.kind === 'group-by') return [];
  const reason = windowKinds.includes(plan.kind)
    ? 'Flink bundles what goes into a window by itself, in both modes: mini-batches change nothing'
    : 'mini-batches bundle updates of a table of groupBy(), and change nothing elsewhere';
  return [{ node: plan, reason }];
}

/** Aggregates of which a batch's values can be added to those of the batches before. */
const addedUp: readonly AggregateName[] = ['count', 'sum', 'min', 'max'];

function unsupportedAggregates(node: OperatorNode, { engine, mode }: EngineMode): string | undefined {
  if (node.kind !== 'group-by' || engine !== 'spark' || mode !== 'dstream') return undefined;
  const other = Object.values(node.aggregates).find((each) => !addedUp.includes(each.function));
  return other && `a DStream adds up counts, sums and extremes of its batches, but not ${other.function}()`;
}

function operatorNodes(plan: PlanNode): OperatorNode[] {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? [] : [...new Set([...inputs.flatMap(operatorNodes), plan as OperatorNode])];
}
