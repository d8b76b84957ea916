import { capacity as capacityExperiment } from '../../experiments/capacity/capacity.ts';
import { capacityReport } from '../../reports/capacity-report.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { CapacityOptions } from './options.ts';
import { capacitySettings } from './settings.ts';
import { deliverOutcome, resultPathOf } from '../experiment/deliver.ts';
import { exitCodeOf } from '../experiment/exit-code.ts';
import { experimentTools } from '../experiment/experiment-tools.ts';
import { replayOf } from '../options/replay-options.ts';
import type { Terminal } from '../terminal.ts';

/** Measures, saves, reports; also what was finished before a problem, which is told last. Returns the exit code. */
export async function capacity(
  workloadGiven: string,
  options: CapacityOptions,
  command: string,
  terminal: Terminal,
): Promise<number> {
  const workload = await withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = capacitySettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'capacity', startedAt);
  const outcome = await capacityExperiment(settings, workload, experimentTools(options, startedAt, terminal));
  const result = deliverOutcome(outcome, path, capacityReport, options, terminal);
  return exitCodeOf(result, options);
}
