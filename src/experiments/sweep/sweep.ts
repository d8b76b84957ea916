import { measureCostCurve } from '../cost-curve/measure-cost-curve.ts';
import type { Workload } from '../../workloads/workload.ts';
import { changesIn, type Crossover } from './crossover.ts';
import { comparableUnits } from './comparable-units.ts';
import { checkGrid, gridOf } from './grid.ts';
import { locateCrossover } from './locate-crossover.ts';
import { measureGrid } from './measure-grid.ts';
import { ratesAroundCapacity } from './rates-around.ts';
import { recommendedBatches } from './recommended-batches.ts';
import { sweepDocument } from './sweep-document.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { SweepUnits } from './sweep-units.ts';
import { cellsOf, type Swept, type SweepTools } from './swept.ts';
import { fillingWindows, mostRecords, type MostRecords } from '../most-records.ts';
import { problemIn, type Outcome } from '../outcome.ts';

/**
 * Finds the best configuration at each rate, where it changes, and why. Measures all configurations at all rates in
 * turn, then fresh units around each crossover, and one more unit to check the fitted cost of micro-batches. Units
 * finished before a problem are kept.
 *
 * Its steps depend only on its settings and its units, so it can resume with the units of an interrupted start.
 */
export async function sweep(settings: SweepSettings, workload: Workload, givenTools: SweepTools): Promise<Outcome> {
  const most = await mostRecords(workload, givenTools.engines.limitsOf(settings.configurations));
  const tools = fillingWindows(givenTools, most);
  const units = new SweepUnits(settings, tools);
  const swept: Swept = { rates: [], crossovers: undefined, fresh: undefined, costCurve: null };
  const problem = await problemIn(async () => measure(settings, most, tools, units, swept));
  if (units.units.length === 0) return { result: undefined, problem };
  return { result: sweepDocument(settings, workload, tools, units, swept, problem), problem };
}

/** Fills `swept` step by step. */
async function measure(
  settings: SweepSettings,
  most: MostRecords,
  tools: SweepTools,
  units: SweepUnits,
  swept: Swept,
): Promise<void> {
  const { configurations, repetitions } = settings;
  swept.rates = withAsked(settings.rates ?? (await ratesAroundCapacity(settings, tools, most)), settings);
  checkGrid(settings, swept.rates, most);
  const isWhole = await measureGrid(gridOf(configurations, swept.rates), repetitions, units);
  if (!isWhole) return;
  const cells = cellsOf(settings, swept.rates, units);
  const firstFresh = 1 + Math.max(...units.units.map(({ repetition }) => repetition));
  const crossovers: Crossover[] = changesIn(cells).map((change) => ({ ...change, threshold: null, isSearched: false }));
  swept.crossovers = crossovers;
  for (const [place, change] of crossovers.entries()) {
    const threshold = await locateCrossover(change, units, firstFresh);
    crossovers[place] = { ...change, threshold, isSearched: true };
  }
  const batched = recommendedBatches(cells, crossovers, settings);
  swept.fresh = batched && (await units.measure(batched, firstFresh));
  const comparable = comparableUnits(cellsOf(settings, swept.rates, units));
  const load = {
    ratePerSecond: comparable[0]?.offeredRate ?? swept.rates[0],
    mostRecords: most.recording === null ? Infinity : most.count,
  };
  swept.costCurve = await measureCostCurve(settings, load, units.units, tools);
}

function withAsked(rates: readonly number[], { askedRate }: SweepSettings): number[] {
  return [...new Set(askedRate === null ? rates : [...rates, askedRate])].sort((left, right) => left - right);
}
