import type { RunUnit } from '../engines/local/fresh-process.ts';
import type { UnitFigures } from '../engines/local/unit-figures.ts';
import type { UnitSpec } from '../engines/local/unit-spec.ts';
import { StreamBenchError } from '../errors.ts';
import type { Machine } from '../measurement/machine.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { schemaName, type Result, type Run } from '../results/result.ts';
import type { Workload } from '../workloads/workload.ts';
import { interleave } from './interleave.ts';
import { recommend } from './recommend.ts';
import type { Configuration, RunSettings } from './settings.ts';
import { summarize } from './summarize.ts';

/** What the experiment takes from outside, so that a test can run it without processes. */
export interface RunTools {
  readonly runUnit: RunUnit;
  readonly machine: Machine;
  readonly tool: Result['tool'];
  readonly startedAt: string;
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
    reference = await tools.runUnit(unitSpec(settings, { executor: 'batch', intervalMs: null, commit: 'invocation' }, 0));
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

function unitSpec(settings: RunSettings, configuration: Pick<UnitSpec, 'executor' | 'intervalMs' | 'commit'>, repetition: number): UnitSpec {
  const { workload, replay, load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs, sink, sync, wait, records, seed } = settings;
  // The reference's rows are only digested: what its sink costs, nobody asks.
  const own = configuration.executor === 'batch' ? { sink: 'none' as const } : { sink };
  return { workload, replay, load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs, sync, wait, records, seed, repetition, ...configuration, ...own };
}

function runOf(configuration: Configuration, repetition: number, figures: UnitFigures, reference: UnitFigures): Run {
  const { recordCount: _, measuredRecords: __, badRecords: ___, ...own } = figures;
  const wrong = figures.output.digest !== reference.output.digest;
  return {
    engine: 'local',
    ...configuration,
    repetition,
    ...own,
    ...(wrong && { status: 'failed', reasons: ['its answer differs from that of batch'] }),
  };
}

function resultOf(
  settings: RunSettings,
  workload: Workload,
  { machine, tool, startedAt }: RunTools,
  runs: readonly Run[],
  reference: UnitFigures,
  interrupted: boolean,
): Result {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, runs));
  return {
    schema: schemaName,
    command: settings.command,
    startedAt,
    tool,
    machine,
    experiment: {
      workload: workload.name,
      planDigest: planDigest(workload.plan),
      seed: settings.seed,
      records: settings.records,
      engine: 'local',
      source: workload.source.name,
      load: loadOf(settings, reference),
      durationMs: settings.durationMs,
      warmupMs: settings.load === 'saturate' ? null : settings.warmUpMs,
      recordCount: reference.recordCount,
      measuredRecords: reference.measuredRecords,
      badRecords: reference.badRecords,
      repetitions: settings.repetitions,
      sink: settings.sink,
      sync: settings.sync,
      wait: settings.wait,
    },
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

/** With all that is needed to make the same arrivals again. */
function loadOf({ load, loadParameters, speed }: RunSettings, { offeredRate }: UnitFigures): Result['experiment']['load'] {
  const parameters = Object.keys(loadParameters).length > 0 && { parameters: loadParameters };
  return { shape: load, rate: offeredRate, speed, ...parameters };
}

function problemOf(error: unknown): StreamBenchError {
  if (error instanceof StreamBenchError) return error;
  const interrupted = error instanceof Error && error.name === 'AbortError';
  if (interrupted) return new StreamBenchError({ kind: 'interrupted', what: 'interrupted' }, error);
  throw error;
}
