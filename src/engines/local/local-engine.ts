import type { Engine, EngineLimits, MeasuringContext } from '../engine.ts';
import { maxRecords } from '../schedule/record-count.ts';
import type { ReferenceReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { inFreshProcess } from './fresh-process.ts';
import { warmUpMsFor } from './warm-up.ts';

const limits: EngineLimits = {
  maxRecords,
  // Even commits that wait for a disk allow about this rate. With records of 10 ms each, a unit takes at most 40 s.
  firstRatePerSecond: 5000,
  glanceMs: 300,
  shortestUnitMs: 400,
  warmUpMs: warmUpMsFor,
};

/** Measures each unit in a fresh process of this machine. `temporary`: folder for the sinks' files. */
export function localEngine(temporary: string): Engine {
  return {
    name: 'local',
    refusals: () => [],
    limits,
    takesBatchSizes: true,
    async measure(spec, context) {
      const { report, reference } = await inFreshProcess({ kind: 'unit', spec }, temporary, context);
      return { report: await report, reference };
    },
  };
}

/** The answer of batch to the records of a unit of any engine, computed in a fresh process. */
export async function referenceByBatch(
  spec: UnitSpec,
  temporary: string,
  context: MeasuringContext,
): Promise<ReferenceReport> {
  const { reference } = await inFreshProcess({ kind: 'reference', spec }, temporary, context);
  return (await reference)!;
}
