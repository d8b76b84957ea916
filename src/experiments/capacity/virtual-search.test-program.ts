import type { Unit } from '../../results/unit.ts';
import { CapacitySearch } from './capacity-search.ts';
import type { SearchSettings } from './search-settings.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import type { Configuration } from '../settings.ts';
import { takeTurns } from '../searches-in-turn.ts';
import { runOf, unitSpec } from '../unit.ts';
import { virtualUnit, type Server } from '../virtual-unit.test-program.ts';

interface Trial extends Partial<SearchSettings> {
  readonly load?: 'constant' | 'poisson';
  readonly seed?: number;
  readonly warmUpMs?: number;
  /** What becomes of the unit with this number. */
  readonly changed?: (run: Unit, unit: number) => Unit;
}

/** Searches for the capacity of a server in virtual time. */
export async function search(server: Server, intervalMs: number | null, trial: Trial = {}): Promise<CapacitySearch> {
  const {
    load = 'constant',
    seed = 1,
    warmUpMs = 500,
    changed = (run) => run,
    commit = 'invocation',
    ...settings
  } = trial;
  const found = new CapacitySearch({
    intervalMs,
    commit,
    objective: null,
    startRate: 2000,
    durationMs: trial.objective ? 1100 : 400,
    glanceMs: 300,
    units: 7,
    ...settings,
  });
  const configuration: Configuration = {
    executor: intervalMs === null ? 'continuous' : 'micro-batch',
    intervalMs,
    commit,
  };
  const measure = virtualUnit(server);
  await takeTurns([found.questions()], async ({ ratePerSecond, durationMs }) => {
    const unit = found.probes.length;
    const spec = unitSpec(
      { ...exampleSettings, load, seed: seed + unit, ratePerSecond, durationMs, warmUpMs },
      configuration,
      unit,
    );
    const figures = await measure(spec);
    return changed(runOf(configuration, unit, figures, figures.output), unit);
  });
  return found;
}

/** One record after another, each so long. */
export const each = (nanos: number): Server => ({ processingNanos: (records) => records * nanos });
