import { configurationName } from '../../results/configuration.ts';
import { micros, perSecond } from '../../results/quantity.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import type { Unit } from '../../results/unit.ts';
import type { JackknifeEstimate } from '../../statistics/jackknife.ts';
import { savingText } from './attribution.ts';
import { expectedCost, fitBatchCost, type LinearCost } from './batch-cost.ts';
import type { GridPoint } from './grid.ts';
import { invocationCostOf, totalMicros, type InvocationCost } from '../invocation-cost.ts';
import { isOf } from '../summarize.ts';

type Costs = SweepFindings['costs'];
type Check = SweepFindings['check'];

/** Fewer units tell nothing of their scatter. */
const minUnits = 2;

/** What micro-batches cost that are committed one by one: with an epoch, commits are not part of them. */
export function costsOf(units: readonly Unit[]): Costs {
  const cost = fitBatchCost(invocationCostsOf(units.filter(isFitted)));
  if (cost === null) return [];
  const text = `A micro-batch of n records takes ${inWords(cost.processing)} to process and ${inWords(cost.commit)} to commit.`;
  return [
    {
      executor: 'micro-batch',
      commit: 'invocation',
      processing: linear(cost.processing),
      committing: linear(cost.commit),
      units: cost.units,
      method: 'least squares of relative errors over units, intervals by the jackknife',
      text,
    },
  ];
}

function invocationCostsOf(units: readonly Unit[]): InvocationCost[] {
  return runs
    .filter(({ status }) => status === 'valid')
    .map(invocationCostOf)
    .filter((cost) => cost !== null);
}

function isFitted({ executor, commit }: Unit): boolean {
  return executor === 'micro-batch' && commit === 'invocation';
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

/** The cost fitted to `runs` against a fresh unit, which is none of them; null where either tells nothing. */
export function checkOf(units: readonly Unit[], fresh: Unit): Check {
  const measured = fresh.status === 'valid' ? invocationCostOf(fresh) : null;
  if (measured === null || fresh.offeredRate === null) return null;
  const { records } = measured;
  const expected = expectedCost(invocationCostsOf(units.filter(isFitted)), records);
  if (expected === null) return null;
  const measuredMicros = totalMicros(measured);
  const holds = expected.low <= measuredMicros && measuredMicros <= expected.high;
  const name = configurationName(fresh);
  const range = `${micros(expected.low)} to ${micros(expected.high)}`;
  const verdict = holds ? `which agrees` : `which does not agree: the cost is not the straight line that was fitted`;
  const what = `micro-batches of ${records < 10 ? records.toFixed(1) : perSecond(records)} records (${name} at ${perSecond(fresh.offeredRate)} records/s)`;
  return {
    configuration: name,
    rate: fresh.offeredRate,
    records,
    expectedMicros: { estimate: expected.micros, low: expected.low, high: expected.high, level: expected.level },
    measuredMicros,
    holds,
    text: `For ${what} the cost that was fitted foretells ${micros(expected.micros)} (${range}); a fresh unit took ${micros(measuredMicros)}, ${verdict}.`,
  };
}

/** What batching saves at this point, against continuous at its rate or, where that was not measured, at the nearest below. */
export function attributionOf(units: readonly Unit[], { configuration, ratePerSecond }: GridPoint): Sentence | null {
  const single = units.filter(({ executor, commit }) => executor === 'continuous' && commit === 'invocation');
  const rates = [...new Set(single.map(({ offeredRate }) => offeredRate!))]
    .filter((rate) => rate <= ratePerSecond)
    .toSorted((left, right) => right - left);
  const at = (rate: number) => invocationCostsOf(single.filter(({ offeredRate }) => offeredRate === rate));
  const singleRate = rates.find((rate) => at(rate).length >= minUnits);
  if (singleRate === undefined) return null;
  const batched = units.filter((run) => isOf(run, configuration) && run.offeredRate === ratePerSecond);
  return savingText(
    { name: 'continuous', ratePerSecond: singleRate, units: at(singleRate) },
    { name: configurationName(configuration), ratePerSecond, units: invocationCostsOf(batched) },
  );
}
