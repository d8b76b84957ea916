import { curveShapeOf } from '../../loads/index.ts';
import { exclusionReasons } from '../../measurement/machine/driver-health.ts';
import { excludingAll, type Exclusion } from '../../results/exclusion.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { Observations } from './measure.ts';

/** First-quarter busy time above this multiple of the rest's: the warm-up was too short. */
const maxSettling = 2;
/** Invocations in each part below which that comparison would be one of noise. */
const minSettlingInvocations = 5;

/** Why figures of a unit say nothing about its configuration; empty for a sound unit. */
export function exclusionsOf(spec: UnitSpec, scheduled: ScheduledRecords, observations: Observations): Exclusion[] {
  const { arrivalsNanos, measuredFrom } = scheduled;
  if (measuredFrom >= arrivalsNanos.length) {
    return [excludingAll('the records ended before the warm-up, within which every window fills once')];
  }
  return [...reasonsOfMachine(observations), ...reasonsOfWarmUp(spec, observations)].map(excludingAll);
}

function reasonsOfMachine(observations: Observations): string[] {
  const { clock, pauses, durationNanos, clockStepMs, resources } = observations;
  const { idlePauses, lateness, originMs } = clock;
  const { stolenMicros } = resources;
  return exclusionReasons({ idlePauses, lateness, originMs, pauses, durationNanos, clockStepMs, stolenMicros });
}

function reasonsOfWarmUp({ load, configuration }: UnitSpec, { meter }: Observations): string[] {
  const settling = meter.busyTime.settling(minSettlingInvocations);
  // Where the rate changes, the size of micro-batches does, and with it the busy time of each record.
  const isSteady = load !== 'saturate' && (configuration.intervalMs === null || curveShapeOf(load) === undefined);
  if (!isSteady || settling === null || settling <= maxSettling) return [];
  const fall = `busy time per record fell to 1/${settling.toFixed(1)} after the first quarter`;
  return [`still warming up: ${fall} (limit 1/${maxSettling})`];
}
