import {
  configurationKey,
  configurationName,
  hasWholeCost,
  batchMs,
  type Configuration,
} from '../../results/configuration.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import { recordCostOf, type RecordCost } from '../../results/record-cost.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import type { Unit } from '../../results/unit.ts';
import { isRangeBelow, type RangeOfUnits } from '../../statistics/ranges-apart.ts';
import { singleUnitDoubts } from '../certainty.ts';

interface ConfigurationCost extends RecordCost {
  readonly configuration: Configuration;
}

/** Below this factor nobody would batch for the cost. */
const hardlyLess = 1.05;
/** The shortest interval is told at which a record costs at most this many times as much as with the cheapest one. */
const nearlyCheapest = 1.2;

/**
 * What a record costs one by one, and in the micro-batches that users would choose: those of the shortest interval that
 * saves nearly all there is to save. Null where one of the two was not measured in units that count.
 *
 * @param units of one offered rate
 */
export function savingOf(units: readonly Unit[]): Sentence | null {
  const byConfiguration = [...Map.groupBy(units.filter(hasWholeCost), configurationKey).values()];
  const single = costsOf(byConfiguration.filter(([{ executor }]) => executor === 'continuous'))[0];
  if (single === undefined) return null;
  const batches = byConfiguration.filter(([of]) => of.executor === 'micro-batch' && isLike(of, single.configuration));
  const batched = costsOf(batches.filter(isInTime));
  if (batched.length === 0) return null;
  const cheaper = batched.filter((cost) => isRangeBelow(rangeOf(cost), rangeOf(single)));
  return cheaper.length > 0 ? savingText(single, chosen(cheaper)) : nothingSaved(single, chosen(batched));
}

/** Another commit policy, or more threads, save something too. */
function isLike({ engine, commit, parallelism }: Configuration, other: Configuration): boolean {
  return engine === other.engine && commit === other.commit && parallelism === other.parallelism;
}

/** Late micro-batches have more records than those of their interval. */
function isInTime(units: readonly Unit[]): boolean {
  return !units.some(({ keepsUp }) => keepsUp === 'no');
}

function costsOf(byConfiguration: readonly (readonly Unit[])[]): ConfigurationCost[] {
  return byConfiguration.flatMap((units) => {
    const cost = recordCostOf(units);
    return cost === null ? [] : [{ configuration: units[0], ...cost }];
  });
}

function rangeOf({ micros: { low, high }, units }: ConfigurationCost): RangeOfUnits {
  return { low, high, units };
}

function chosen(batched: readonly ConfigurationCost[]): ConfigurationCost {
  const cheapest = Math.min(...batched.map((cost) => cost.micros.estimate));
  return batched
    .filter((cost) => cost.micros.estimate <= nearlyCheapest * cheapest)
    .toSorted((left, right) => batchMs(left.configuration) - batchMs(right.configuration))[0];
}

function nothingSaved(single: ConfigurationCost, batched: ConfigurationCost): Sentence {
  const [one, many] = [micros(single.micros.estimate), micros(batched.micros.estimate)];
  const text = `Batching saves nothing distinguishable from noise: ${one} and ${many} per record.`;
  return { text, evidence: [single, batched].map(evidenceOf) };
}

function savingText(single: ConfigurationCost, batched: ConfigurationCost): Sentence {
  const [one, many] = [micros(single.micros.estimate), micros(batched.micros.estimate)];
  const commit = micros(single.commitMicros);
  const factor = single.micros.estimate / batched.micros.estimate;
  const less = factor < hardlyLess ? 'about as much' : `${digits(factor)} times less`;
  const text =
    `One by one a record costs ${one}, of which the commit is ${commit}; ` +
    `in ${batchesOf(batched)} it costs ${many}, ${less}.`;
  const doubts = singleUnitDoubts([single, batched]).map((doubt) => ` Inconclusive: ${doubt}.`);
  return { text: `${text}${doubts.join('')}`, evidence: [single, batched].map(evidenceOf) };
}

/** `micro-batches of 100 ms (1,000 records)`. */
function batchesOf({ configuration, records }: ConfigurationCost): string {
  const { intervalMs } = configuration;
  if (intervalMs === null) return `the micro-batches of ${configurationName(configuration)} (${size(records)})`;
  const which = intervalMs === 0 ? 'of what has arrived' : `of ${intervalMs} ms`;
  return `micro-batches ${which} (${size(records)})`;
}

function evidenceOf({
  configuration,
  micros: { estimate, low, high },
  commitMicros,
  ...cost
}: ConfigurationCost): string {
  const range = `${micros(low)} to ${micros(high)}, units: ${cost.units}`;
  const parts = [`${micros(estimate)} per record (${range})`, `${size(cost.records)} per invocation`];
  return `${configurationName(configuration)}: ${parts.join(', ')}, commit ${micros(commitMicros)}`;
}

function size(records: number): string {
  const count = records < 9.95 ? records.toFixed(1).replace('.0', '') : perSecond(records);
  return count === '1' ? '1 record' : `${count} records`;
}

function digits(factor: number): string {
  return factor < 9.95 ? factor.toFixed(1) : perSecond(factor);
}
