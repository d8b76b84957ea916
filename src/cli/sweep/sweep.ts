import { createHash } from 'node:crypto';
import { StreamBenchError } from '../../errors.ts';
import type { RunTools } from '../../experiments/run/run.ts';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import { sweep as sweepExperiment } from '../../experiments/sweep/sweep.ts';
import { openJournal, type UnitJournal } from '../../experiments/sweep/unit-journal.ts';
import { planDigest } from '../../pipeline/plan-digest.ts';
import { sweepReport } from '../../reports/sweep.ts';
import { configurationName } from '../../results/configuration.ts';
import { JournalFile } from '../../results/journal-file.ts';
import { thousands } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { loadWorkload } from '../../workloads/load-workload.ts';
import { withReplay } from '../../workloads/replay.ts';
import type { Workload } from '../../workloads/workload.ts';
import { deliverOutcome, resultPathOf } from '../experiment/deliver.ts';
import { exitCodeOf } from '../experiment/exit-code.ts';
import { experimentTools } from '../experiment/experiment-tools.ts';
import { replayOf } from '../options/replay-options.ts';
import type { SweepOptions } from './options.ts';
import { sweepSettings } from './settings.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Measures, saves, reports; goes on where the same sweep was interrupted. What was finished before a problem is
 * delivered too, and its units are kept. Returns the exit code.
 */
export async function sweep(
  workloadGiven: string,
  options: SweepOptions,
  command: string,
  terminal: Terminal,
): Promise<number> {
  const workload = await withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = sweepSettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'sweep', startedAt);
  const tools = experimentTools(options, startedAt, terminal, nameOf);
  const file = path === undefined ? undefined : new JournalFile(`${path}.units`);
  const journal = journalIn(file, digestOf(settings, workload, tools), tools);
  if (journal.earlierUnits > 0 && options.quiet !== true)
    terminal.stderr.write(`Going on after the ${journal.earlierUnits} units in ${file!.path}.\n`);
  const { startedAt: firstStartedAt, earlierUnits, runUnit } = journal;
  const { result, problem } = await sweepExperiment(settings, workload, {
    ...tools,
    startedAt: firstStartedAt,
    earlierUnits,
    runUnit,
  }).finally(() => {
    if (journal.units() === 0) file?.remove();
  });
  const delivered = deliverOutcome(
    { result, problem: problem && withTheWayOn(problem, journal.units(), path) },
    path,
    sweepReport,
    options,
    terminal,
  );
  file?.remove();
  return exitCodeOf(delivered, options);
}

function nameOf(run: Unit): string {
  return `${configurationName(run)}, ${thousands(run.offeredRate!)}/s`.padEnd(30);
}

/** Without a file nothing is kept. */
function journalIn(file: JournalFile | undefined, digest: string, { startedAt, runUnit }: RunTools): UnitJournal {
  return file === undefined
    ? { startedAt, earlierUnits: 0, runUnit, units: () => 0 }
    : openJournal(file, digest, startedAt, runUnit);
}

/** Of all that the units depend on, but for what changes from one moment to the next. */
function digestOf(settings: SweepSettings, { plan }: Workload, { machine, tool }: RunTools): string {
  const all = {
    settings: { ...settings, command: '' },
    plan: planDigest(plan),
    machine: { ...machine, fsyncMicros: null },
    ...tool,
  };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** Whatever ended the sweep, its finished units are kept: how to go on. */
function withTheWayOn(error: StreamBenchError, units: number, path: string | undefined): StreamBenchError {
  if (units === 0) return error;
  const wayOn = `${units} units are kept: to go on, give the same options again, with --out ${path}.`;
  const { remedy } = error.problem;
  return new StreamBenchError(
    { ...error.problem, remedy: remedy === undefined ? wayOn : `${remedy} ${wayOn}` },
    error.cause,
  );
}
