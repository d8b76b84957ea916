import { local } from '../../engines/example-spec.test-program.ts';
import { unitSpec } from '../../engines/unit-spec.ts';
import { virtualUnit, type Server } from '../../engines/virtual-unit.test-program.ts';
import type { Unit } from '../../results/unit.ts';
import { exampleSettings } from '../example-settings.test-program.ts';
import { takeTurns } from '../searches-in-turn.ts';
import { unitOf } from '../unit.ts';
import { CapacitySearch } from './capacity-search.ts';
import type { SearchSettings } from './search-settings.ts';

interface Trial extends Partial<SearchSettings> {
  readonly load?: 'constant' | 'poisson';
  readonly seed?: number;
  /** What becomes of the unit with this number. */
  readonly changed?: (unit: Unit, number: number) => Unit;
}

/** Searches for the capacity of a server in virtual time. */
export async function search(server: Server, intervalMs: number | null, trial: Trial = {}): Promise<CapacitySearch> {
  const {
    load = 'constant',
    seed = 1,
    warmUpMs = 500,
    changed = (unit) => unit,
    commit = 'invocation',
    ...settings
  } = trial;
  const found = new CapacitySearch({
    intervalMs,
    commit,
    objective: null,
    startRate: 2000,
    warmUpMs,
    maxRecords: Infinity,
    highestPerSecond: () => Infinity,
    durationMs: trial.objective ? 1100 : 400,
    glanceMs: 300,
    units: 7,
    ...settings,
  });
  const configuration = local({ executor: intervalMs === null ? 'continuous' : 'micro-batch', intervalMs, commit });
  const measure = virtualUnit(server);
  await takeTurns([found.questions()], async (question) => {
    const number = found.probes.length;
    const spec = unitSpec(
      { ...exampleSettings, ...question, load, seed: seed + number, warmUpMs },
      configuration,
      number,
    );
    const report = await measure(spec);
    return changed(unitOf(configuration, number, report, report.output), number);
  });
  return found;
}

/** One record after another, each so long. */
export const each = (nanos: number): Server => ({ processingNanos: (records) => records * nanos });
