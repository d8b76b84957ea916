import type { Answer } from '../../engines/unit-report.ts';
import { unitSpec, type UnitSpec } from '../../engines/unit-spec.ts';
import type { SizeCost } from '../../measurement/meter/cost-by-size.ts';
import { hasWholeCost, type Configuration } from '../../results/configuration.ts';
import { counts, isFailed } from '../../results/exclusion.ts';
import type { CostCurve } from '../../results/findings/cost-curve.ts';
import type { Unit } from '../../results/unit.ts';
import { invocationCostOf, totalMicros } from '../../results/invocation-cost.ts';
import type { ExperimentSettings } from '../settings.ts';
import { measureToEnd, type ExperimentTools } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { wrongAnswer } from '../wrong-answer.ts';
import { batchSizes, measuredSizes, recordsOf, type CostGuess } from './batch-sizes.ts';
import { costCurveOf } from './cost-curve.ts';

type CurveTools = Pick<ExperimentTools, 'engines' | 'measure' | 'reference' | 'onPart'>;

/** Units of the curve, like those of a default configuration. */
const repetitions = 3;
/** How long the micro-batches of a unit may take in all. */
const budgetMicros = 1.5e6;

/**
 * Measures what a micro-batch costs by its size, on records of the rate. Null where there are no micro-batches that
 * commit by themselves, or the engine cannot be told their sizes.
 *
 * @param load the rate of the records, and how many there are; Infinity where they are generated
 * @param units already measured, from which the sizes are planned
 * @throws StreamBenchError if an answer differs from that of batch
 */
export async function measureCostCurve(
  settings: ExperimentSettings,
  load: { readonly ratePerSecond: number; readonly mostRecords: number },
  units: readonly Unit[],
  tools: CurveTools,
): Promise<CostCurve | null> {
  const { configurations } = settings;
  const configuration = configurations
    .filter((one) => one.executor === 'micro-batch' && hasWholeCost(one))
    .find((one) => tools.engines.of(one).takesBatchSizes);
  const guess = guessFrom(units);
  if (configuration === undefined || guess === null) return null;
  const { inTurn, ...limit } = batchSizes(guess, { micros: budgetMicros, records: load.mostRecords });
  if (inTurn.length === 0) return null;
  const specs = Array.from({ length: repetitions }, (_, repetition) =>
    sizedSpec(settings, configuration, load.ratePerSecond, inTurn, repetition),
  );
  const costs = await measured(specs, tools);
  const curve = costCurveOf(configuration, costs, measuredSizes);
  return curve && { ...curve, ...limit };
}

/** From the dearest invocation of few records and the dearest record of large ones, so that no unit takes too long. */
function guessFrom(units: readonly Unit[]): CostGuess | null {
  const costs = units
    .filter((unit) => !isFailed(unit))
    .map(invocationCostOf)
    .filter((cost) => cost !== null)
    .toSorted((left, right) => left.records - right.records);
  if (costs.length === 0) return null;
  const [smallest, largest] = [costs[0], costs.at(-1)!];
  return {
    invocationMicros: totalMicros(smallest),
    recordMicros: totalMicros(largest) / largest.records,
  };
}

function sizedSpec(
  settings: ExperimentSettings,
  configuration: Configuration,
  ratePerSecond: number,
  batchSizesInTurn: readonly number[],
  repetition: number,
): UnitSpec {
  // As many records in a second of event time as in the other units, so that windows are as full.
  const records = recordsOf(batchSizesInTurn);
  const load = { load: 'constant', loadParameters: {}, ratePerSecond, speed: null } as const;
  const length = { warmUpMs: 0, durationMs: (records / ratePerSecond) * 1000 };
  const spec = unitSpec({ ...settings, ...load, ...length }, configuration, repetition, repetition === 0);
  return { ...spec, batchSizes: batchSizesInTurn };
}

/** The costs of the units whose busy time counts. */
async function measured(specs: readonly UnitSpec[], tools: CurveTools): Promise<(readonly SizeCost[])[]> {
  const costs: (readonly SizeCost[])[] = [];
  let answer: Answer | undefined;
  for (const [index, spec] of specs.entries()) {
    const { report, reference } = await measureToEnd(tools.measure, spec);
    answer ??= (reference ?? (await tools.reference(spec))).answer;
    const unit = unitOf(spec.configuration, spec.repetition, report, answer);
    if (isFailed(unit)) throw wrongAnswer('micro-batches of given sizes gave another answer than batch');
    tools.onPart('cost by size', index + 1, specs.length);
    if (report.costBySize !== null && counts(unit, 'busy')) costs.push(report.costBySize);
  }
  return costs;
}
