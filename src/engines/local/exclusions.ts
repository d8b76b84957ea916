import { curveShapeOf } from '../../loads/index.ts';
import { clockStepReason, excessiveLateness, latenessReason } from '../../measurement/machine/driver-health.ts';
import { pausedNanos } from '../../measurement/machine/counted-pauses.ts';
import type { Meter } from '../../measurement/meter/meter.ts';
import { excludingAll, type Exclusion, type FigureName } from '../../results/exclusion.ts';
import { percent } from '../../results/quantity.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { exclusionsBeyond, tolerances, type FigureBounds } from '../tolerances.ts';
import { boundsOfKnownPauses } from './figure-bounds.ts';
import type { Observations } from './measure.ts';

/** The warm-up was too short if busy time in the first quarter is above this multiple of the rest's. */
const maxSettling = 2;
/** With fewer invocations in either part, the comparison would be noise. */
const minSettlingInvocations = 5;

/** The share of the time for which an executor may wait for the harness. */
const maxWaitedShare = 0.001;

const latencyFigures: readonly FigureName[] = ['p50', 'p90', 'p99', 'p999', 'distribution'];

/** The figures of a unit that are excluded, with the reasons; empty where all figures count. */
export function exclusionsOf(
  spec: UnitSpec,
  scheduled: ScheduledRecords,
  observations: Observations,
  bounds: FigureBounds,
): Exclusion[] {
  const { arrivalsNanos, measuredFrom } = scheduled;
  if (measuredFrom >= arrivalsNanos.length) {
    return [excludingAll('the records ended before the warm-up, in which every window fills once')];
  }
  const ofAll = [
    clockStepReason(observations.clockStepMs),
    ...reasonsOfWaiting(observations),
    reasonOfWarmUp(spec, observations),
  ];
  const whole = ofAll.filter((reason) => reason !== undefined).map(excludingAll);
  const known = observations.effects === null ? {} : boundsOfKnownPauses(observations);
  return [
    ...whole,
    ...ofLateness(observations),
    ...exclusionsBeyond(bounds, (figure) => causeOf(figure, known, observations)),
  ];
}

/** Of the latencies that late waits may have made longer by more than their tolerance. */
function ofLateness({ clock, meter }: Observations): Exclusion[] {
  const lateNanos = excessiveLateness(clock.lateness);
  if (lateNanos === undefined) return [];
  const latency = meter.latency.all();
  const values = { ...quantilesOf(latency), distribution: latency.mean };
  const moved = latencyFigures.filter(
    (figure) => lateNanos > tolerances[figure] * (values[figure as keyof typeof values] ?? 0),
  );
  return moved.length === 0 ? [] : [{ reason: latenessReason(lateNanos), figures: [...moved] }];
}

function quantilesOf(latency: ReturnType<Meter['latency']['all']>) {
  return {
    p50: latency.quantile(1, 2),
    p90: latency.quantile(9, 10),
    p99: latency.quantile(99, 100),
    p999: latency.quantile(999, 1000),
  };
}

/** @param known by how much the known pauses alone may have moved the latencies */
function causeOf(figure: FigureName, known: FigureBounds, observations: Observations): string {
  const { effects, meter, resources, durationNanos } = observations;
  if (effects !== null && (known[figure] ?? 0) > tolerances[figure])
    return `pauses of the machine touched ${percent(effects.touched / meter.latency.all().count)} of the records`;
  const share = Math.max(takenNanos(observations), (resources.stolenMicros ?? 0) * 1000) / durationNanos;
  return `the machine took ${percent(share)} of the time`;
}

/** As far as the system tells. */
function takenNanos({ machinePauses, meter, restDelay }: Observations): number {
  return pausedNanos(machinePauses) + meter.work.total().takenNanos + (restDelay?.nanos ?? 0);
}

function reasonsOfWaiting({ recordsLateNanos, logWaitedNanos, durationNanos }: Observations): string[] {
  const waits: [share: number, what: string][] = [
    [recordsLateNanos / durationNanos, 'records were not made as fast as they were to arrive: waited for them'],
    [logWaitedNanos / durationNanos, 'the disk did not take the log of the unit as fast as it grew: waited for it'],
  ];
  const tooLong = waits.filter(([share]) => share > maxWaitedShare);
  return tooLong.map(([share, what]) => `${what} ${percent(share)} of the time`);
}

function reasonOfWarmUp({ load, configuration, batchSizes }: UnitSpec, { meter }: Observations): string | undefined {
  const settling = meter.settling.ratio(minSettlingInvocations);
  // Where the rate changes, so do the size of micro-batches and the busy time per record.
  const hasSizes = configuration.executor === 'micro-batch';
  const isSteady = load !== 'saturate' && batchSizes === null && !(hasSizes && curveShapeOf(load) !== undefined);
  if (!isSteady || settling === null || settling <= maxSettling) return undefined;
  const fall = `busy time per record fell to 1/${settling.toFixed(1)} after the first quarter`;
  return `still warming up: ${fall} (limit 1/${maxSettling})`;
}
