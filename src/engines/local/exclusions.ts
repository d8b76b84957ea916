import { curveShapeOf } from '../../loads/index.ts';
import { exclusionReasons } from '../../measurement/machine/driver-health.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { Observations } from './measure.ts';

/** The warm-up was too short if busy time in the first quarter is above this multiple of the rest's. */
const maxSettling = 2;
/** With fewer invocations in either part, the comparison would be noise. */
const minSettlingInvocations = 5;

/** The figures of a unit that are excluded, with the reasons; empty where all figures count. */
export function exclusionsOf(spec: UnitSpec, scheduled: ScheduledRecords, observations: Observations): Exclusion[] {
  const { arrivalsNanos, measuredFrom } = scheduled;
  if (measuredFrom >= arrivalsNanos.length) {
    return [excludingAll('the records ended before the warm-up, in which every window fills once')];
  }
  return [...reasonsOfMachine(observations), ...reasonsOfWarmUp(spec, observations)].map(excludingAll);
}

function reasonsOfMachine(observations: Observations): string[] {
  const { clock, pauses, durationNanos, clockStepMs, resources } = observations;
  const { idlePauses, lateness, originMs } = clock;
  const { stolenMicros } = resources;
  return exclusionReasons({ idlePauses, lateness, originMs, pauses, durationNanos, clockStepMs, stolenMicros });
}

function reasonsOfWarmUp({ load, configuration, batchSizes }: UnitSpec, { meter }: Observations): string[] {
  const settling = meter.busyTime.settling(minSettlingInvocations);
  // Where the rate changes, so do the size of micro-batches and the busy time per record.
  const hasSizes = configuration.intervalMs !== null;
  const isSteady = load !== 'saturate' && batchSizes === null && !(hasSizes && curveShapeOf(load) !== undefined);
  if (!isSteady || settling === null || settling <= maxSettling) return [];
  const fall = `busy time per record fell to 1/${settling.toFixed(1)} after the first quarter`;
  return [`still warming up: ${fall} (limit 1/${maxSettling})`];
}
