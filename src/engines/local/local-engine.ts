import type { Engine, EngineLimits, MeasuringContext } from '../engine.ts';
import { unpartitioned } from '../partition-columns.ts';
import { maxRecords } from '../schedule/record-count.ts';
import type { ReferenceReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { RowsReport, RowsRequest } from '../rows.ts';
import { inFreshProcess, ownProgram } from './fresh-process.ts';
import { keptFolder } from './kept-folder.ts';
import { SharedRecords } from './shared-records/shared-records.ts';
import { warmUpMsFor } from './warm-up.ts';

const limits: EngineLimits = {
  maxRecords,
  // Even commits that wait for a disk allow about this rate. With records of 10 ms each, a unit takes at most 40 s.
  firstRatePerSecond: 5000,
  glanceMs: 300,
  shortestUnitMs: 400,
  warmUpMs: warmUpMsFor,
};

export interface LocalOptions {
  /** Folder in which each unit's sink stays, in a folder of its own; absent: no sink stays. */
  readonly keep?: string | undefined;
  /** The unit process; that of another version of the tool measures as that version does. */
  readonly program?: URL;
  /** Whether units with the same records share them; else each makes its own. */
  readonly sharesRecords?: boolean | undefined;
}

/**
 * Measures each unit in a fresh process of this machine.
 *
 * @param temporary folder for the files of sinks and records
 */
export function localEngine(
  temporary: string,
  { keep, program = ownProgram, sharesRecords = false }: LocalOptions = {},
): Engine {
  const shared = sharesRecords ? new SharedRecords(temporary) : undefined;
  return {
    name: 'local',
    refusals(plan, _mode, parallelism = 1) {
      const refused = parallelism === 1 ? undefined : unpartitioned(plan);
      return refused === undefined ? [] : [refused];
    },
    limits,
    takesBatchSizes: true,
    async measure(spec, context) {
      // Before anything is started whose failure nobody would wait for.
      context.signal.throwIfAborted();
      // Units of the cost curve are no answer that users would look at.
      const isKept = keep !== undefined && spec.batchSizes === null;
      const kept = isKept ? keptFolder(keep, spec) : undefined;
      const request = { kind: 'unit', spec, recordFile: shared?.of(spec, context) } as const;
      const { report, reference } = await inFreshProcess(request, temporary, context, kept, program);
      return { report: await report, reference };
    },
    close: async () => shared?.close(),
  };
}

/** As `referenceByBatch`, with rows. `directory`: an existing folder, for the file of rows. */
export async function rowsByBatch(
  spec: UnitSpec,
  rows: RowsRequest,
  directory: string,
  context: MeasuringContext,
): Promise<RowsReport> {
  const { reference } = await inFreshProcess({ kind: 'reference', spec, rows }, directory, context, directory);
  return (await reference) as RowsReport;
}

/**
 * The answer of batch to the records of a unit of any engine, computed in a fresh process.
 *
 * @param program the unit process, as that of `localEngine`
 */
export async function referenceByBatch(
  spec: UnitSpec,
  temporary: string,
  context: MeasuringContext,
  program: URL = ownProgram,
): Promise<ReferenceReport> {
  const { reference } = await inFreshProcess({ kind: 'reference', spec }, temporary, context, undefined, program);
  return (await reference)!;
}
