import { tmpdir } from 'node:os';
import { inFreshProcess } from '../engines/local/fresh-process.ts';
import { capacity as capacityExperiment } from '../experiments/capacity/capacity.ts';
import { describeMachine } from '../measurement/machine.ts';
import { capacityReport } from '../reports/capacity-report.ts';
import { progressLine } from '../reports/progress.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import { withReplay } from '../workloads/replay.ts';
import type { CapacityOptions } from './capacity-options.ts';
import { capacitySettings } from './capacity-settings.ts';
import { deliver, resultPathOf, showsProgress } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import { replayOf } from './replay-options.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

const inconclusiveCode = 3;

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function capacity(workloadGiven: string, options: CapacityOptions, command: string, terminal: Terminal): Promise<number> {
  const workload = withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = capacitySettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'capacity', startedAt);
  const tells = showsProgress(options, terminal);
  const { result, problem } = await capacityExperiment(settings, workload, {
    runUnit: inFreshProcess(tmpdir(), terminal.signal),
    machine: describeMachine(tmpdir()),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    onRun: (finished, done, total) => {
      if (tells) terminal.stderr.write(progressLine(finished, done, total));
    },
  });
  if (result !== undefined) deliver(result, path, capacityReport, options, terminal);
  if (problem !== undefined) throw problem;
  const inconclusive = result!.capacity!.some(({ verdict }) => verdict === 'inconclusive');
  return exitCodeOf(result!) || (options.strict === true && inconclusive ? inconclusiveCode : 0);
}
