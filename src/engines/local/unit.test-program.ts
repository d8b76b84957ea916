import type { Workload } from '../../workloads/workload.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { measureUnit } from './unit.ts';

export interface UnitInThisProcess {
  readonly report: UnitReport;
  readonly reference: ReferenceReport | null;
}

/** Measures a unit that shares this process and its machine with nobody but the test. */
export async function unitInThisProcess(
  spec: UnitSpec,
  workload: Workload,
  directory: string,
  openPath?: Parameters<typeof measureUnit>[4],
): Promise<UnitInThisProcess> {
  const reported = Promise.withResolvers<UnitReport>();
  const surroundings = { turn: async () => {}, report: async (report: UnitReport) => reported.resolve(report) };
  const reference = await measureUnit(spec, workload, directory, surroundings, openPath);
  return { report: await reported.promise, reference };
}
