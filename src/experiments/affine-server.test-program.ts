import { virtualUnit } from '../engines/virtual-unit.test-program.ts';
import type { UnitReport } from '../engines/unit-report.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';

/** An invocation of n records takes fixedMicros + perRecordMicros · n for each of its parts. */
export interface ServerCost {
  readonly processing: PartCost;
  readonly commit: PartCost;
  /** Standard deviation of the logarithm of a unit's own speed. */
  readonly noise?: number;
}

interface PartCost {
  readonly fixedMicros: number;
  readonly perRecordMicros: number;
}

/** Units of a server of known cost, in virtual time: equal specs give equal figures. */
export function affineServer({ processing, commit, noise = 0 }: ServerCost): (spec: UnitSpec) => Promise<UnitReport> {
  // Units of different rates have speeds of their own, too.
  return async (spec) =>
    virtualUnit({
      processingNanos: nanosOf(processing),
      commitNanos: nanosOf(commit),
      sigma: noise,
      noiseSeed: Math.round(spec.ratePerSecond!),
    })(spec);
}

function nanosOf({ fixedMicros, perRecordMicros }: PartCost): (records: number) => number {
  return (records) => (fixedMicros + perRecordMicros * records) * 1000;
}
