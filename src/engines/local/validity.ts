import { curveShapeOf } from '../../loads/index.ts';
import { exclusionReasons } from '../../measurement/machine/driver-health.ts';
import type { Measured } from './measure.ts';
import type { Prepared } from './prepare.ts';
import type { UnitSpec } from './unit-spec.ts';

/** First-quarter busy time above this multiple of the rest's: the warm-up was too short. */
const maxSettling = 2;
/** Invocations in each part below which that comparison would be one of noise. */
const minSettlingInvocations = 5;

/** Why a unit's figures say nothing about its configuration; empty for a valid one. */
export function invalidReasons(
  spec: UnitSpec,
  { arrivalsNanos, measuredFrom }: Prepared,
  measured: Measured,
): string[] {
  if (measuredFrom >= arrivalsNanos.length)
    return ['the records ended before the warm-up, within which every window fills once'];
  const { clock, pauses, durationNanos, clockStepMs, resources, meter } = measured;
  const { idlePauses, lateness, originMs } = clock;
  const reasons = exclusionReasons({
    idlePauses,
    lateness,
    originMs,
    pauses,
    durationNanos,
    clockStepMs,
    stolenMicros: resources.stolenMicros,
  });
  const settling = meter.busyTime.settling(minSettlingInvocations);
  // Where the rate changes, micro-batches do, and with them the busy time of each record.
  const isSteady = spec.load !== 'saturate' && (spec.intervalMs === null || curveShapeOf(spec.load) === undefined);
  if (isSteady && settling !== null && settling > maxSettling) {
    reasons.push(
      `still warming up: busy time per record fell to 1/${settling.toFixed(1)} after the first quarter (limit 1/${maxSettling})`,
    );
  }
  return reasons;
}
