import { tmpdir } from 'node:os';
import { availableEngines } from '../../engines/available.ts';
import type { Engines } from '../../engines/engines.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import type { ExperimentSettings } from '../../experiments/settings.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import type { Unit } from '../../results/unit.ts';
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
import { keptSinksText, makeKeepFolder, type KeepOptions } from './kept-sinks.ts';

export interface DeliverableOutcome extends Outcome {
  /** Called after the result is saved and printed; not called after a problem. */
  readonly onDelivered?: () => void;
}

/** What differs between experiments. */
interface Experiment<Options, Settings> {
  /** Name of the command; default names of result files begin with it. */
  readonly name: string;
  /** Fills in what the options leave open. Throws StreamBenchError if they contradict each other. */
  readonly settings: (workload: Workload, input: ExperimentInput<Options>, engines: Engines) => Settings;
  /** `resultPath`: undefined if the result is not saved. */
  readonly measure: (
    settings: Settings,
    workload: Workload,
    tools: ExperimentTools,
    resultPath: string | undefined,
  ) => Promise<DeliverableOutcome>;
  /** Names a unit in the progress; by default a unit has the name of its configuration. */
  readonly unitName?: (unit: Unit) => string;
}

/**
 * Loads the workload, measures it, saves the result and prints the report. Units finished before a problem are saved
 * and reported too; then the problem is thrown. Returns the exit code.
 */
export async function performExperiment<
  Options extends ExperimentOptions & ReplayOptions & KeepOptions,
  Settings extends Pick<ExperimentSettings, 'configurations'>,
>(experiment: Experiment<Options, Settings>, input: ExperimentInput<Options>, terminal: Terminal): Promise<number> {
  const { options } = input;
  const workload = await withReplay(await loadWorkload(input.workload), replayOf(options));
  const { keep } = options;
  const engines = availableEngines(tmpdir(), keep);
  const settings = experiment.settings(workload, input, engines);
  engines.requireSupport(workload, settings.configurations);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, experiment.name, startedAt);
  if (keep !== undefined) await makeKeepFolder(keep, options.sink);
  const tools = experimentTools(engines, options, startedAt, terminal, experiment.unitName);
  const outcome = await experiment.measure(settings, workload, tools, path);
  const result = deliverOutcome(outcome, path, options, terminal);
  if (keep !== undefined) (options.json === true ? terminal.stderr : terminal.stdout).write(keptSinksText(keep));
  outcome.onDelivered?.();
  return exitCodeOf(result, options);
}
