import type { Result } from '../../results/result.ts';
import type { Workload } from '../../workloads/workload.ts';
import { changesIn, type Crossover } from './crossover.ts';
import { checkGrid, gridOf } from './grid.ts';
import { locateCrossover } from './locate-crossover.ts';
import { measureGrid } from './measure-grid.ts';
import { ratesAroundCapacity } from './rates-around.ts';
import { recommendedBatches } from './recommended-batches.ts';
import { sweepDocument } from './sweep-document.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { SweepUnits } from './sweep-units.ts';
import { cellsOf, type SweepTools } from './swept.ts';

/**
 * Which configuration is the better one at which rate, where that changes, and why: all configurations at all rates in
 * turn; then fresh units around each crossover, and one more to check what a micro-batch was found to cost.
 *
 * All that it does follows from its settings and its units: with those of an interrupted start it comes to the same
 * point again.
 */
export async function sweep(settings: SweepSettings, workload: Workload, tools: SweepTools): Promise<Result> {
  const { configurations, repetitions } = settings;
  const rates = withAsked(settings.rates ?? (await ratesAroundCapacity(settings, tools.runUnit)), settings);
  checkGrid(settings, rates);
  const units = new SweepUnits(settings, tools);
  const leftOut = await measureGrid(gridOf(configurations, rates), repetitions, units);
  const cells = cellsOf(settings, { rates, leftOut }, units.runs);
  const firstFresh = 1 + Math.max(...units.runs.map(({ repetition }) => repetition));
  const crossovers: Crossover[] = [];
  for (const change of changesIn(cells)) crossovers.push({ ...change, threshold: await locateCrossover(change, units, firstFresh) });
  const batched = recommendedBatches(cells, crossovers, settings);
  const fresh = batched && (await units.measure(batched, firstFresh));
  return sweepDocument(settings, workload, tools, units, { rates, leftOut, crossovers, fresh });
}

function withAsked(rates: readonly number[], { askedRate }: SweepSettings): number[] {
  return [...new Set(askedRate === null ? rates : [...rates, askedRate])].sort((left, right) => left - right);
}
