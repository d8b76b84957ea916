import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { Run } from '../../results/result.ts';
import type { Workload } from '../../workloads/workload.ts';
import { capacityOf, recommendCapacity } from './capacity-findings.ts';
import { CapacitySearch } from './capacity-search.ts';
import { beginningOf } from '../document.ts';
import type { Objective } from '../objective.ts';
import type { RunOutcome, RunTools } from '../run/run.ts';
import type { RunSettings } from '../settings.ts';
import { takeTurns } from '../turns.ts';
import { runOf, unitSpec } from '../unit.ts';
import { problemOf } from '../units-in-turn.ts';

/** `repetitions` are the units that are to count for each configuration; the search finds their rates. */
export interface CapacitySettings extends RunSettings {
  readonly durationMs: number;
  readonly objective: Objective | null;
}

/** In records/s; even a commit that waits for a disk allows about this much. */
const startRate = 5000;
/** Of the units that only show where to look. */
const glanceMs = 300;
const glanceIntervals = 3;
/** As a rule; four more look for an objective. */
const unitsToGuess = 3;
const unitsToBracket = 4;

/**
 * Finds the sustainable throughput of each configuration: a guess from what invocations cost, then fresh units around
 * it, of all configurations in turn, then the fit. Each unit has records of its own rate and its own seed, so it is
 * judged by what batch answers to the same records. What was finished before a problem is kept.
 */
export async function capacity(settings: CapacitySettings, workload: Workload, tools: RunTools): Promise<RunOutcome> {
  const searches = settings.configurations.map((configuration) => new CapacitySearch(searchSettings(settings, configuration)));
  const measured: UnitFigures[] = [];
  const runs: Run[] = [];
  try {
    await takeTurns(searches.map((search) => search.questions()), async (question, place) => {
      const configuration = settings.configurations[place];
      const repetition = searches[place].probes.length;
      const spec = unitSpec({ ...settings, ...question, seed: settings.seed + repetition }, configuration, repetition);
      const figures = await tools.runUnit({ ...spec, withReference: true });
      const finished = runOf(configuration, repetition, figures, figures.reference!);
      measured.push(figures);
      runs.push(finished);
      tools.onRun(finished, runs.length, Math.max(runs.length, expectedUnits(settings)));
      return finished;
    });
    return { result: resultOf(settings, workload, tools, searches, runs, measured, false), problem: undefined };
  } catch (error) {
    const problem = problemOf(error);
    const interrupted = problem.problem.kind === 'interrupted';
    const result = measured.length === 0 ? undefined : resultOf(settings, workload, tools, searches, runs, measured, interrupted);
    return { result, problem };
  }
}

function searchSettings({ objective, durationMs, repetitions }: CapacitySettings, { intervalMs, commit }: RunSettings['configurations'][number]) {
  return { intervalMs, commit, objective, startRate, durationMs, glanceMs: Math.min(durationMs, Math.max(glanceMs, glanceIntervals * (intervalMs ?? 0))), units: repetitions };
}

function expectedUnits({ configurations, repetitions, objective }: CapacitySettings): number {
  return configurations.length * (repetitions + unitsToGuess + (objective === null ? 0 : unitsToBracket));
}

function resultOf(
  settings: CapacitySettings,
  workload: Workload,
  tools: RunTools,
  searches: readonly CapacitySearch[],
  runs: readonly Run[],
  measured: readonly UnitFigures[],
  interrupted: boolean,
): NonNullable<RunOutcome['result']> {
  const begun = settings.configurations.map((configuration, place) => ({ configuration, search: searches[place] })).filter(({ search }) => search.probes.length > 0);
  const found = begun.map(({ configuration, search }) => capacityOf(configuration, search, settings.objective));
  return {
    ...beginningOf('capacity', settings, workload, tools, measured),
    runs: [...runs],
    summary: [],
    sameAnswer: { equal: runs.every(({ status }) => status !== 'failed'), reference: "batch, in each unit's process", digest: null, rows: null },
    recommendation: recommendCapacity(found),
    capacity: found,
    interrupted,
  };
}
