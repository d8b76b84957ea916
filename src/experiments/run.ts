import type { RunUnit } from '../engines/local/fresh-process.ts';
import type { UnitFigures } from '../engines/local/unit-figures.ts';
import { StreamBenchError } from '../errors.ts';
import type { Result, Run } from '../results/result.ts';
import type { Workload } from '../workloads/workload.ts';
import { beginningOf, type Circumstances } from './document.ts';
import { interleave } from './interleave.ts';
import { recommend } from './recommend.ts';
import type { RunSettings } from './settings.ts';
import { summarize } from './summarize.ts';
import { runOf, unitSpec } from './unit.ts';

/** What the experiment takes from outside, so that a test can run it without processes. */
export interface RunTools extends Circumstances {
  readonly runUnit: RunUnit;
  /** Told after each unit; `total` counts the reference too. */
  readonly onRun: (run: Run, done: number, total: number) => void;
}

export interface RunOutcome {
  /** Undefined where not even the reference was reached. */
  readonly result: Result | undefined;
  /** Why the experiment ended early. */
  readonly problem: StreamBenchError | undefined;
}

/**
 * Spoilt units are measured again at the end, up to this share of all: a machine that spoils more is no place to measure,
 * and the 12 units of the main job, which has to be done in 30 s, have no time for it.
 */
const maxRepeatShare = 1 / 16;

/**
 * Measures one pipeline under several configurations, on the same records: first the reference answer by batch,
 * then units of all configurations in turn, each in a fresh process. A run whose answer differs has failed.
 * What was finished before a problem is kept.
 */
export async function run(settings: RunSettings, workload: Workload, tools: RunTools): Promise<RunOutcome> {
  const runs: Run[] = [];
  let reference: UnitFigures | undefined;
  try {
    reference = await tools.runUnit(unitSpec(settings, 'batch', 0));
    const turns = interleave(settings.configurations, settings.repetitions);
    let repeats = Math.floor(turns.length * maxRepeatShare);
    for (const { configuration, repetition } of turns) {
      const figures = await tools.runUnit(unitSpec(settings, configuration, repetition));
      const finished = runOf(configuration, repetition, figures, reference);
      runs.push(finished);
      if (finished.status === 'invalid' && repeats-- > 0) turns.push({ configuration, repetition: repetition + settings.repetitions });
      tools.onRun(finished, runs.length + 1, turns.length + 1);
    }
    return { result: resultOf(settings, workload, tools, runs, reference, false), problem: undefined };
  } catch (error) {
    const problem = problemOf(error);
    const result = reference && resultOf(settings, workload, tools, runs, reference, problem.problem.kind === 'interrupted');
    return { result, problem };
  }
}

function resultOf(
  settings: RunSettings,
  workload: Workload,
  tools: RunTools,
  runs: readonly Run[],
  reference: UnitFigures,
  interrupted: boolean,
): Result {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, runs));
  return {
    ...beginningOf('run', settings, workload, tools, [reference]),
    runs: [...runs],
    summary,
    sameAnswer: {
      equal: runs.every(({ status }) => status !== 'failed'),
      reference: 'batch',
      digest: reference.output.digest,
      rows: reference.output.rows,
    },
    recommendation: recommend(settings.configurations, summary, runs),
    interrupted,
  };
}

function problemOf(error: unknown): StreamBenchError {
  if (error instanceof StreamBenchError) return error;
  const interrupted = error instanceof Error && error.name === 'AbortError';
  if (interrupted) return new StreamBenchError({ kind: 'interrupted', what: 'interrupted' }, error);
  throw error;
}
