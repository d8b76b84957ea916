import type { MeasuredUnit, MeasureUnit } from '../../engines/local/fresh-process.ts';
import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { StreamBenchError } from '../../errors.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { capacityOf, recommendCapacity } from './capacity-findings.ts';
import { CapacitySearch } from './capacity-search.ts';
import { beginningOf, type Circumstances } from '../document.ts';
import type { Objective } from '../objective.ts';
import type { RunOutcome } from '../run/run.ts';
import type { Configuration, RunSettings } from '../settings.ts';
import { takeTurns } from '../turns.ts';
import { runOf, unitSpec } from '../unit.ts';
import { problemOf, type UnitTools } from '../units-in-turn.ts';

/** `repetitions` are the units that are to count for each configuration; the search finds their rates. */
export interface CapacitySettings extends RunSettings {
  readonly durationMs: number;
  readonly objective: Objective | null;
}

/** In records/s; even a commit that waits for a disk allows about this much, and of records of 10 ms each a unit takes no more than 40 s. */
const startRate = 5000;
/** Of the units that only show where to look. */
const glanceMs = 300;
const glanceIntervals = 3;
/** As a rule; four more look for an objective. */
const unitsToGuess = 3;
const unitsToBracket = 4;

/** What the search takes from outside, so that a test can run it without processes. */
export interface CapacityTools extends Circumstances, Pick<UnitTools, 'onRun'> {
  readonly measureUnit: MeasureUnit;
}

/** A unit of one of the searches, whose answer is still to be compared. */
interface Measured {
  readonly search: CapacitySearch;
  readonly configuration: Configuration;
  readonly repetition: number;
  readonly unit: MeasuredUnit;
}

/**
 * Finds the sustainable throughput of each configuration: a guess from what invocations cost, then fresh units around
 * it, of all configurations in turn, then the fit. Each unit has records of its own rate and its own seed, so it is
 * judged by what batch answers to the same records: its process works that out while the next one prepares. What was
 * finished before a problem is kept.
 */
export async function capacity(
  settings: CapacitySettings,
  workload: Workload,
  tools: CapacityTools,
): Promise<RunOutcome> {
  const searches = settings.configurations.map(
    (configuration) => new CapacitySearch(searchSettings(settings, configuration)),
  );
  const measured: Measured[] = [];
  const problem = await problemIn(async () => {
    await takeTurns(
      searches.map((search) => search.questions()),
      async (question, place) => {
        const [configuration, search] = [settings.configurations[place], searches[place]];
        const repetition = search.probes.length;
        const spec = unitSpec(
          { ...settings, ...question, seed: settings.seed + repetition },
          configuration,
          repetition,
        );
        const unit = await tools.measureUnit({ ...spec, withReference: true });
        measured.push({ search, configuration, repetition, unit });
        const { figures } = unit;
        const run = runOf(configuration, repetition, figures, figures.output);
        tools.onRun(run, measured.length, Math.max(measured.length, expectedUnits(settings)));
        return run;
      },
    );
    await Promise.all(measured.map(({ unit }) => unit.reference));
  });
  const checked = await checkedUnits(measured);
  const interrupted = problem?.problem.kind === 'interrupted';
  return {
    result: checked.length === 0 ? undefined : resultOf(settings, workload, tools, searches, checked, interrupted),
    problem,
  };
}

/** Why it ended early; undefined where it did not. */
async function problemIn(work: () => Promise<void>): Promise<StreamBenchError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** No unit's answer equals it. */
const unknownAnswer = { rows: 0, digest: '' };

interface Checked {
  readonly run: Unit;
  readonly figures: UnitFigures;
}

/** The units whose answers could be compared; those with another answer than batch have failed, in their search too. */
async function checkedUnits(measured: readonly Measured[]): Promise<Checked[]> {
  const references = await Promise.allSettled(measured.map(({ unit }) => unit.reference));
  return measured.flatMap(({ search, configuration, repetition, unit: { figures } }, index): Checked[] => {
    const reference = references[index];
    const answer = reference.status === 'fulfilled' ? reference.value : undefined;
    const run = runOf(configuration, repetition, figures, answer ?? unknownAnswer);
    if (run.status === 'failed') search.correct(repetition, run);
    return answer === undefined ? [] : [{ run, figures }];
  });
}

function searchSettings(
  { objective, durationMs, repetitions }: CapacitySettings,
  { intervalMs, commit }: RunSettings['configurations'][number],
) {
  return {
    intervalMs,
    commit,
    objective,
    startRate,
    durationMs,
    glanceMs: Math.min(durationMs, Math.max(glanceMs, glanceIntervals * (intervalMs ?? 0))),
    units: repetitions,
  };
}

function expectedUnits({ configurations, repetitions, objective }: CapacitySettings): number {
  return configurations.length * (repetitions + unitsToGuess + (objective === null ? 0 : unitsToBracket));
}

function resultOf(
  settings: CapacitySettings,
  workload: Workload,
  tools: CapacityTools,
  searches: readonly CapacitySearch[],
  checked: readonly Checked[],
  interrupted: boolean,
): NonNullable<RunOutcome['result']> {
  const begun = settings.configurations
    .map((configuration, place) => ({ configuration, search: searches[place] }))
    .filter(({ search }) => search.probes.length > 0);
  const found = begun.map(({ configuration, search }) => capacityOf(configuration, search, settings.objective));
  const units = checked.map(({ run }) => run);
  return {
    ...beginningOf(
      'capacity',
      settings,
      workload,
      tools,
      checked.map(({ figures }) => figures),
    ),
    units,
    summary: [],
    sameAnswer: {
      equal: units.every(({ status }) => status !== 'failed'),
      reference: "batch, in each unit's process",
      digest: null,
      rows: null,
    },
    recommendation: recommendCapacity(found),
    capacity: found,
    interrupted,
  };
}
