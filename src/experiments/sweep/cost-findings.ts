import { configurationName, type Configuration } from '../../results/configuration.ts';
import { counts } from '../../results/exclusion.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import type { JackknifeEstimate } from '../../statistics/jackknife.ts';
import { invocationCostOf, totalMicros, type InvocationCost } from '../../results/invocation-cost.ts';
import { expectedCost, fitBatchCost, type LinearCost } from './batch-cost.ts';

type Costs = SweepFindings['costs'];
type Check = SweepFindings['check'];

/** The cost of micro-batches with their commits, for each engine and mode that reports it. */
export function fittedCosts(units: readonly Unit[]): Costs {
  const byMode = Map.groupBy(units.filter(isFitted), ({ engine, mode }) => `${engine} ${mode}`);
  return [...byMode.values()].flatMap((own) => costOf(own) ?? []);
}

function costOf(units: readonly Unit[]): Costs[number] | null {
  const cost = fitBatchCost(invocationCostsOf(units));
  if (cost === null) return null;
  const [{ engine, mode, executor, commit }] = units;
  const parts = `${inWords(cost.processing)} to process and ${inWords(cost.commit)} to commit`;
  const owner = engine === 'local' ? ofLocal(mode) : ` of ${engine} ${mode}`;
  return {
    engine,
    mode,
    executor,
    commit,
    processing: linear(cost.processing),
    committing: linear(cost.commit),
    units: cost.units,
    method: 'least squares of relative errors over units, intervals by the jackknife',
    text: `A micro-batch${owner} of n records takes ${parts}.`,
  };
}

/** Its plain micro-batches need no name. */
function ofLocal(mode: string): string {
  return mode === 'micro-batch' ? '' : ` of ${mode}`;
}

function invocationCostsOf(units: readonly Unit[]): InvocationCost[] {
  const counted = units.filter((unit) => counts(unit, 'busy'));
  return counted.map(invocationCostOf).filter((cost) => cost !== null);
}

/**
 * With commits in epochs, the cost of a micro-batch does not include them; and one that several threads share has
 * another line.
 */
export function isFitted({ executor, commit, parallelism }: Configuration): boolean {
  return executor === 'micro-batch' && commit === 'invocation' && parallelism === undefined;
}

/** `18 µs (12 µs to 24 µs) + 4.2 µs (4.0 µs to 4.4 µs) · n`. */
function inWords({ fixedMicros, perRecordMicros }: LinearCost): string {
  return `${withInterval(fixedMicros)} + ${withInterval(perRecordMicros)} · n`;
}

function withInterval({ estimate, low, high }: JackknifeEstimate): string {
  return `${micros(estimate)} (${micros(low)} to ${micros(high)})`;
}

function linear({ fixedMicros, perRecordMicros }: LinearCost): Costs[number]['processing'] {
  return { fixedMicros: interval(fixedMicros), perRecordMicros: interval(perRecordMicros) };
}

function interval({ estimate, low, high, level }: JackknifeEstimate): Costs[number]['processing']['fixedMicros'] {
  return { estimate, low, high, level };
}

/** Compares the cost fitted to `units` with a fresh unit that is not one of them; null where either is unknown. */
export function checkOf(units: readonly Unit[], fresh: Unit): Check {
  const measured = isFitted(fresh) && counts(fresh, 'busy') ? invocationCostOf(fresh) : null;
  if (measured === null || fresh.offeredRate === null) return null;
  const { records } = measured;
  const alike = units.filter((unit) => isFitted(unit) && unit.engine === fresh.engine && unit.mode === fresh.mode);
  const expected = expectedCost(invocationCostsOf(alike), records);
  if (expected === null) return null;
  const measuredMicros = totalMicros(measured);
  const holds = expected.low <= measuredMicros && measuredMicros <= expected.high;
  const name = configurationName(fresh);
  const where = `(${name} at ${perSecond(fresh.offeredRate)} records/s)`;
  const what = `micro-batches of ${records < 10 ? records.toFixed(1) : perSecond(records)} records ${where}`;
  const range = `${micros(expected.micros)} (${micros(expected.low)} to ${micros(expected.high)})`;
  const verdict = holds ? 'which agrees' : 'which lies outside of that';
  return {
    configuration: name,
    rate: fresh.offeredRate,
    records,
    expectedMicros: { estimate: expected.micros, low: expected.low, high: expected.high, level: expected.level },
    measuredMicros,
    holds,
    text: `For ${what} the fitted cost predicts ${range}; a fresh unit took ${micros(measuredMicros)}, ${verdict}.`,
  };
}
