import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { inFreshProcess } from '../engines/local/fresh-process.ts';
import { StreamBenchError } from '../errors.ts';
import type { SweepSettings } from '../experiments/sweep/sweep-settings.ts';
import { sweep as sweepExperiment } from '../experiments/sweep/sweep.ts';
import { openJournal, type UnitJournal } from '../experiments/sweep/unit-journal.ts';
import { describeMachine, type Machine } from '../measurement/machine.ts';
import { planDigest } from '../pipeline/plan-digest.ts';
import { progressLine } from '../reports/progress.ts';
import { reportByKind } from '../reports/by-kind.ts';
import { configurationName } from '../results/configuration-name.ts';
import { JournalFile } from '../results/journal-file.ts';
import { thousands } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import { loadWorkload } from '../workloads/load-workload.ts';
import { withReplay } from '../workloads/replay.ts';
import type { Workload } from '../workloads/workload.ts';
import { deliver, resultPathOf, showsProgress } from './deliver.ts';
import { exitCodeOf } from './exit-code.ts';
import { replayOf } from './replay-options.ts';
import type { SweepOptions } from './sweep-options.ts';
import { sweepSettings } from './sweep-settings.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** Measures, saves, reports; goes on where the same sweep was interrupted. Returns the exit code. */
export async function sweep(workloadGiven: string, options: SweepOptions, command: string, terminal: Terminal): Promise<number> {
  const workload = withReplay(await loadWorkload(workloadGiven), replayOf(options));
  const settings = sweepSettings(workload, workloadGiven, options, command);
  const startedAt = new Date().toISOString();
  const path = resultPathOf(options, 'sweep', startedAt);
  const machine = describeMachine(tmpdir());
  const file = path === undefined ? undefined : new JournalFile(`${path}.units`);
  const journal = journalIn(file, digestOf(settings, workload, machine), startedAt, terminal);
  if (journal.earlierUnits > 0 && options.quiet !== true) terminal.stderr.write(`Going on after the ${journal.earlierUnits} units in ${file!.path}.\n`);
  const result = await measured(settings, workload, machine, journal, showsProgress(options, terminal), terminal, path).finally(() => {
    if (journal.units() === 0) file?.remove();
  });
  deliver(result, path, reportByKind, options, terminal);
  file?.remove();
  return exitCodeOf(result);
}

function journalIn(file: JournalFile | undefined, digest: string, startedAt: string, { signal }: Terminal): UnitJournal {
  const runUnit = inFreshProcess(tmpdir(), signal);
  return file === undefined ? { startedAt, earlierUnits: 0, runUnit, units: () => 0 } : openJournal(file, digest, startedAt, runUnit);
}

/** Of all that the units depend on, but for what changes from one moment to the next. */
function digestOf(settings: SweepSettings, { plan }: Workload, machine: Machine): string {
  const all = { settings: { ...settings, command: '' }, plan: planDigest(plan), machine: { ...machine, fsyncMicros: null }, version: version(), node: process.versions.node };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

async function measured(
  settings: SweepSettings,
  workload: Workload,
  machine: Machine,
  { startedAt, earlierUnits, runUnit, units }: UnitJournal,
  tells: boolean,
  { stderr }: Terminal,
  path: string | undefined,
): Promise<Result> {
  try {
    return await sweepExperiment(settings, workload, {
      runUnit,
      machine,
      tool: { version: version(), node: process.versions.node },
      startedAt,
      earlierUnits,
      onRun: (run, done, total) => {
        const name = `${configurationName(run)}, ${thousands(run.offeredRate!)}/s`.padEnd(30);
        if (tells) stderr.write(progressLine(run, done, total, name));
      },
    });
  } catch (error) {
    throw withTheWayOn(error, units(), path);
  }
}

/** Whatever ended the sweep, its finished units are kept: how to go on. */
function withTheWayOn(error: unknown, units: number, path: string | undefined): unknown {
  const isInterruption = error instanceof Error && error.name === 'AbortError';
  const wayOn = units === 0 ? undefined : `${units} units are kept: to go on, give the same options again, with --out ${path}.`;
  if (isInterruption) return new StreamBenchError({ kind: 'interrupted', what: 'interrupted', ...(wayOn !== undefined && { remedy: wayOn }) }, error);
  if (!(error instanceof StreamBenchError) || wayOn === undefined) return error;
  const { remedy } = error.problem;
  return new StreamBenchError({ ...error.problem, remedy: remedy === undefined ? wayOn : `${remedy} ${wayOn}` }, error.cause);
}
