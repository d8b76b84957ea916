import { tmpdir } from 'node:os';
import { inFreshProcess } from '../engines/local/fresh-process.ts';
import { run as runExperiment } from '../experiments/run/run.ts';
import { describeMachine } from '../measurement/machine.ts';
import { progressLine } from '../reports/progress.ts';
import { terminalReport } from '../reports/terminal.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import { withReplay } from '../workloads/replay.ts';
import { deliver, resultPathOf, showsProgress } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import { replayOf } from './replay-options.ts';
import type { RunOptions } from './run-options.ts';
import { runSettings } from './run-settings.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function run(workloadGiven: string, options: RunOptions, command: string, terminal: Terminal): Promise<number> {
  const workload = withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = runSettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'run', startedAt);
  const tells = showsProgress(options, terminal);
  const { result, problem } = await runExperiment(settings, workload, {
    runUnit: inFreshProcess(tmpdir(), terminal.signal),
    machine: describeMachine(tmpdir()),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    onRun: (finished, done, total) => {
      if (tells) terminal.stderr.write(progressLine(finished, done, total));
    },
  });
  if (result !== undefined && (problem === undefined || result.runs.length > 0)) deliver(result, path, terminalReport, options, terminal);
  if (problem !== undefined) throw problem;
  return exitCodeOf(result!);
}
