import { tmpdir } from 'node:os';
import { inFreshProcess } from '../engines/local/fresh-process.ts';
import { warmUpMsFor } from '../engines/local/warm-up.ts';
import { StreamBenchError } from '../errors.ts';
import { recover as recoverExperiment, type RecoverSettings } from '../experiments/recover/recover.ts';
import { describeMachine } from '../measurement/machine.ts';
import { progressLine } from '../reports/progress.ts';
import { recoveryReport } from '../reports/recovery.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import type { Workload } from '../workloads/workload.ts';
import { configurationsOf, longestWait } from './configuration-options.ts';
import { deliver, resultPathOf, showsProgress } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import { recordShapeOf } from './record-options.ts';
import type { RecoverOptions } from './recover-options.ts';
import { sinkOf } from './sink-options.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function recover(workloadGiven: string, options: RecoverOptions, command: string, terminal: Terminal): Promise<number> {
  const workload = await loadWorkload(workloadGiven);
  checkBurst(options);
  const settings = settingsOf(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'recover', startedAt);
  const tells = showsProgress(options, terminal);
  const { rate, peak, burst, after } = options;
  const { result, problem } = await recoverExperiment({ basePerSecond: rate, peakPerSecond: peak, burstMs: burst, afterMs: after }, settings, workload, {
    runUnit: inFreshProcess(tmpdir(), terminal.signal),
    machine: describeMachine(tmpdir()),
    tool: { version: version(), node: process.versions.node },
    startedAt,
    onRun: (finished, done, total) => {
      if (tells) terminal.stderr.write(progressLine(finished, done, total));
    },
  });
  if (result !== undefined && (problem === undefined || result.runs.length > 0)) deliver(result, path, recoveryReport, options, terminal);
  if (problem !== undefined) throw problem;
  return exitCodeOf(result!);
}

function settingsOf(workload: Workload, workloadGiven: string, options: RecoverOptions, command: string): RecoverSettings {
  const configurations = configurationsOf(options);
  return {
    command,
    workload: workloadGiven,
    replay: null,
    configurations,
    warmUpMs: warmUpMsFor(workload, longestWait(configurations).ms),
    repetitions: options.repeat,
    ...sinkOf(options),
    records: recordShapeOf(workload, options),
    seed: options.seed,
  };
}

function checkBurst({ rate, peak, burst, after }: RecoverOptions): void {
  if (burst <= 0) throw new StreamBenchError({ kind: 'input', what: '--burst must be above 0' });
  if (after !== undefined && after <= 0) throw new StreamBenchError({ kind: 'input', what: '--after must be above 0' });
  if (peak !== undefined && peak <= rate) {
    throw new StreamBenchError({ kind: 'input', what: `--peak ${peak} is not above --rate ${rate}: that is no burst`, remedy: 'Raise --peak, or leave it out.' });
  }
}
