import { run as runExperiment } from '../../experiments/run/run.ts';
import { terminalReport } from '../../reports/terminal.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import { deliverOutcome, resultPathOf } from '../experiment/deliver.ts';
import { exitCodeOf } from '../experiment/exit-code.ts';
import { experimentTools } from '../experiment/experiment-tools.ts';
import { replayOf } from '../options/replay-options.ts';
import type { RunOptions } from './options.ts';
import { runSettings } from './settings.ts';
import type { Terminal } from '../terminal.ts';

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function run(
  workloadGiven: string,
  options: RunOptions,
  command: string,
  terminal: Terminal,
): Promise<number> {
  const workload = await withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = runSettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'run', startedAt);
  const outcome = await runExperiment(settings, workload, experimentTools(options, startedAt, terminal));
  const result = deliverOutcome(outcome, path, terminalReport, options, terminal);
  return exitCodeOf(result, options);
}
