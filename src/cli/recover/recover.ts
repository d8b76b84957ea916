import { warmUpMsFor } from '../../engines/local/warm-up.ts';
import { StreamBenchError } from '../../errors.ts';
import { recover as recoverExperiment, type RecoverSettings } from '../../experiments/recover/recover.ts';
import { recoveryReport } from '../../reports/recovery.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import type { Workload } from '../../workloads/workload.ts';
import { configurationsOf, longestWait } from '../options/configuration-options.ts';
import { deliverOutcome, resultPathOf } from '../experiment/deliver.ts';
import { exitCodeOf } from '../experiment/exit-code.ts';
import { experimentTools } from '../experiment/experiment-tools.ts';
import { recordShapeOf } from '../options/record-options.ts';
import type { RecoverOptions } from './options.ts';
import { sinkOf } from '../options/sink-options.ts';
import type { Terminal } from '../terminal.ts';

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function recover(
  workloadGiven: string,
  options: RecoverOptions,
  command: string,
  terminal: Terminal,
): Promise<number> {
  const workload = await loadWorkload(workloadGiven);
  checkBurst(options);
  const settings = settingsOf(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'recover', startedAt);
  const { rate, peak, burst, after } = options;
  const outcome = await recoverExperiment(
    { basePerSecond: rate, peakPerSecond: peak, burstMs: burst, afterMs: after },
    settings,
    workload,
    experimentTools(options, startedAt, terminal),
  );
  const result = deliverOutcome(outcome, path, recoveryReport, options, terminal);
  return exitCodeOf(result, options);
}

function settingsOf(
  workload: Workload,
  workloadGiven: string,
  options: RecoverOptions,
  command: string,
): RecoverSettings {
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
    throw new StreamBenchError({
      kind: 'input',
      what: `--peak ${peak} is not above --rate ${rate}: that is no burst`,
      remedy: 'Raise --peak, or leave it out.',
    });
  }
}
