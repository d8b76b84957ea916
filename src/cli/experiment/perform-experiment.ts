import type { RunOutcome } from '../../experiments/run/run.ts';
import type { Result, Run } from '../../results/result.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import { replayOf, type ReplayOptions } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';
import { deliverOutcome, resultPathOf } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { experimentTools } from './experiment-tools.ts';

export type Tools = ReturnType<typeof experimentTools>;

export interface Outcome extends RunOutcome {
  /** Called after the result is saved and printed; not called after a problem. */
  readonly onDelivered?: () => void;
}

/** What differs between experiments. */
interface Experiment<Options, Settings> {
  /** Name of the command; default names of result files begin with it. */
  readonly name: string;
  /** Fills in what the options leave open. Throws StreamBenchError if they contradict each other. */
  readonly settings: (workload: Workload, input: ExperimentInput<Options>) => Settings;
  /** `resultPath`: undefined if the result is not saved. */
  readonly measure: (
    settings: Settings,
    workload: Workload,
    tools: Tools,
    resultPath: string | undefined,
  ) => Promise<Outcome>;
  readonly report: (result: Result, resultPath: string | undefined) => string;
  /** Names a unit in the progress; by default a unit has the name of its configuration. */
  readonly unitName?: (run: Run) => string;
}

/**
 * Loads the workload, measures it, saves the result and prints the report. Units finished before a problem are saved
 * and reported too; then the problem is thrown. Returns the exit code.
 */
export async function performExperiment<Options extends ExperimentOptions & ReplayOptions, Settings>(
  experiment: Experiment<Options, Settings>,
  input: ExperimentInput<Options>,
  terminal: Terminal,
): Promise<number> {
  const { options } = input;
  const workload = await withReplay(await loadWorkload(input.workload), replayOf(options));
  const settings = experiment.settings(workload, input);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, experiment.name, startedAt);
  const tools = experimentTools(options, startedAt, terminal, experiment.unitName);
  const outcome = await experiment.measure(settings, workload, tools, path);
  const result = deliverOutcome(outcome, path, experiment.report, options, terminal);
  outcome.onDelivered?.();
  return exitCodeOf(result, options);
}
