import { tmpdir } from 'node:os';
import { availableEngines } from '../../engines/available.ts';
import type { Engines } from '../../engines/engines.ts';
import { glanceAtMachine, glanceText } from '../../experiments/doctor/glance.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import type { ExperimentSettings } from '../../experiments/settings.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { lockOutput } from '../../files/lock-file.ts';
import { clearAbandonedFolders } from '../../processes/temporary-folder.ts';
import type { Unit } from '../../results/unit.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentOptions } from '../options/experiment-options.ts';
import { clustersOf } from '../options/cluster-options.ts';
import { jobsToStart, leftOut, type AskedOptions } from '../options/configurations.ts';
import { kafkaOf } from '../options/kafka-options.ts';
import { preflight } from './preflight.ts';
import { recordedOf, type ReplayOptions } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';
import { deliverOutcome, resultPathOf } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import type { ExperimentInput } from './experiment-input.ts';
import { experimentTools } from './experiment-tools.ts';
import { clearDeadLetters, guardExperiment } from './guard-experiment.ts';
import { keptSinksText, makeKeepFolder, type KeepOptions } from './kept-sinks.ts';
import { notifier } from './notifier.ts';
import { showProgress } from './show-progress.ts';

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
  /** Whether many units have the same records. */
  readonly sharesRecords?: boolean;
  /** Names a unit in the progress; by default a unit has the name of its configuration. */
  readonly unitName?: (unit: Unit) => string;
}

/**
 * Loads the workload, measures it, saves the result and prints the report. Units finished before a problem are saved
 * and reported too; then the problem is thrown. Returns the exit code.
 */
export async function performExperiment<
  Options extends ExperimentOptions & ReplayOptions & KeepOptions & AskedOptions,
  Settings extends Pick<ExperimentSettings, 'configurations'>,
>(experiment: Experiment<Options, Settings>, input: ExperimentInput<Options>, terminal: Terminal): Promise<number> {
  const { options, workload: name } = input;
  const { keep } = options;
  const showing = showProgress(options, terminal, name);
  let release: (() => void) | undefined;
  let engines: Engines | undefined;
  try {
    await clearAbandonedFolders(tmpdir());
    const bounds = { timeoutMs: options.unitTimeout, notify: notifier(options, terminal) };
    const workload = await withReplay(await loadOutside(name, bounds), recordedOf(options));
    const jobs = jobsToStart(options);
    const available = availableEngines({
      temporary: tmpdir(),
      keep,
      sharesRecords: experiment.sharesRecords,
      jobs,
      kafka: kafkaOf(options),
      clusters: clustersOf(options),
    });
    engines = available;
    const settings = experiment.settings(workload, input, available);
    available.requireSupport(workload, settings.configurations);
    await preflight(settings.configurations, options, terminal.signal);
    const startedAt = new Date().toISOString();
    const path = resultPathOf(options, experiment.name, startedAt);
    guardExperiment(path, input, workload);
    if (keep !== undefined) await makeKeepFolder(keep, options.sink, settings.configurations);
    // Other names have the time in them, and so belong to this run alone.
    if (path !== undefined && options.out !== undefined) release = lockOutput(path);
    clearDeadLetters(workload);
    const tools = {
      ...experimentTools(available, options, startedAt, terminal, showing?.progress, experiment.unitName),
      ...(jobs !== undefined && { jobs: [...jobs.jobs] }),
    };
    leftOut(options, (each) => available.refusalOf(each, workload)).forEach((why) => tools.notice(`Left out: ${why}.`));
    const seen = glanceText(await glanceAtMachine(terminal.signal));
    if (seen !== undefined) tools.notice(seen);
    const outcome = await experiment.measure(settings, workload, tools, path);
    showing?.end();
    const result = deliverOutcome(outcome, path, options, terminal);
    if (keep !== undefined) (options.json === true ? terminal.stderr : terminal.stdout).write(keptSinksText(keep));
    outcome.onDelivered?.();
    return exitCodeOf(result, options);
  } finally {
    showing?.end();
    try {
      await engines?.close();
    } finally {
      release?.();
    }
  }
}
