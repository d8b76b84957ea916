import type { Table } from '../../columns/table.ts';
import { horizonMicros } from '../../compile/horizon.ts';
import { StreamBenchError } from '../../errors.ts';
import { curveShapeOf, loads } from '../../loads/index.ts';
import { meanRateBetween, type RateCurve } from '../../loads/rate-curve.ts';
import { meanRate } from '../../loads/replay.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import type { BadRecordCounts, GeneratedSource, RecordedSource } from '../../sources/source.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { UnitSpec } from './unit-spec.ts';

/** Everything that a unit needs before its clock starts. */
export interface Prepared {
  readonly arrivalsNanos: Float64Array;
  readonly records: Table;
  /** Index of the first record after the warm-up; the number of records where the warm-up does not end. */
  readonly measuredFrom: number;
  /** The mean of the measured period, in a replay of all; null where all records arrive at once. */
  readonly ratePerSecond: number | null;
  readonly badRecords: BadRecordCounts;
}

/** Records are prepared in memory; 2^25 of five columns are about 2 GB, and room to note an invocation for each 1 GB more. */
export const maxRecords = 2 ** 25;
/** A load without a clock warms up over this share of its records. */
const saturatedWarmUpShare = 0.1;
/** The longest replay that nobody has to ask for by a duration. */
const maxReplaySeconds = 3600;
const aFewSeconds = 10;

export async function prepare(spec: UnitSpec, workload: Workload): Promise<Prepared> {
  const { source } = workload;
  const { arrivalsNanos, records, badRecords } =
    source.timeScale === null ? await recorded(spec, source) : await generated(spec, source);
  const measuredFrom = firstMeasured(spec, workload, arrivalsNanos, records);
  const ratePerSecond = meanRatePerSecond(spec, arrivalsNanos, measuredFrom);
  // Batch only gives the reference answer: its data set is there from the start, nobody waits for it to arrive.
  return {
    arrivalsNanos: spec.executor === 'batch' ? arrivalsNanos.fill(0) : arrivalsNanos,
    records,
    measuredFrom,
    ratePerSecond,
    badRecords,
  };
}

function meanRatePerSecond(spec: UnitSpec, arrivalsNanos: Float64Array, measuredFrom: number): number | null {
  if (spec.load === 'replay') return finiteOrNull(meanRate(arrivalsNanos));
  const curve = curveOf(spec);
  return curve === undefined ? spec.ratePerSecond : meanRateOf(curve, spec, arrivalsNanos, measuredFrom);
}

/** From the end of the warm-up, which may be later than its time, to that of the run; of all where that is no time. */
function meanRateOf(
  curve: RateCurve,
  { warmUpMs, durationMs }: UnitSpec,
  arrivalsNanos: Float64Array,
  measuredFrom: number,
): number {
  const end = durationMs === null ? arrivalsNanos.at(-1)! / 1e9 : (warmUpMs + durationMs) / 1000;
  const start = Math.max(warmUpMs / 1000, (arrivalsNanos[measuredFrom - 1] ?? 0) / 1e9);
  return meanRateBetween(curve, start < end ? start : 0, end);
}

function curveOf({ load, loadParameters }: UnitSpec): RateCurve | undefined {
  return curveShapeOf(load)?.curve(loadParameters);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

type Scheduled = Pick<Prepared, 'arrivalsNanos' | 'records' | 'badRecords'>;

async function generated(spec: UnitSpec, source: GeneratedSource): Promise<Scheduled> {
  const arrivalsNanos = arrivals(spec, recordCount(spec, Infinity));
  const records = await source.read(arrivalsNanos, spec.seed, spec.records);
  return { arrivalsNanos, records, badRecords: { skipped: 0, deadLettered: 0 } };
}

async function recorded(spec: UnitSpec, source: RecordedSource): Promise<Scheduled> {
  // One more than fit, so that too many are told from just enough.
  const { records, badRecords } = await source.load(Math.min(Math.ceil(wantedCount(spec)), maxRecords + 1));
  checkRecording(source, records.length, badRecords);
  const eventTimesMicros = records.column(source.eventTime).values.subarray(0, records.length);
  const arrivalsNanos = arrivals(spec, recordCount(spec, records.length), eventTimesMicros);
  checkLength(spec, source, arrivalsNanos.at(-1)!);
  records.truncate(arrivalsNanos.length);
  return { arrivalsNanos, records, badRecords };
}

/** Infinity where a unit is to have all records that there are. */
function wantedCount(spec: UnitSpec): number {
  const { load, ratePerSecond, durationMs, warmUpMs } = spec;
  if (load === 'saturate' || load === 'replay' || durationMs === null) return Infinity;
  const curve = curveOf(spec);
  if (curve !== undefined) return curve.countUntil((warmUpMs + durationMs) / 1000);
  return ((warmUpMs + durationMs) / 1000) * ratePerSecond!;
}

/**
 * How many records a unit will have, or at the most where a duration cuts off a replay.
 *
 * @param available how many the source has, or Infinity
 * @throws StreamBenchError where they are none, or more than memory can hold
 */
export function recordCount(spec: UnitSpec, available: number): number {
  const count = Math.min(wantedCount(spec), available);
  if (count > maxRecords) {
    throw new StreamBenchError({
      kind: 'input',
      what: `a unit would have ${count === Infinity ? 'endless' : Math.round(count).toLocaleString('en')} records, and at most ${maxRecords.toLocaleString('en')} fit in memory`,
      remedy: 'Lower --rate or --duration.',
    });
  }
  if (count < 1) throw noRecord();
  return Math.round(count);
}

function noRecord(): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: 'a unit would have no record at all',
    remedy: 'Raise --rate or --duration.',
  });
}

function checkRecording({ name }: RecordedSource, count: number, { skipped, deadLettered }: BadRecordCounts): void {
  if (count > maxRecords) {
    const what = `the recording has more than ${maxRecords.toLocaleString('en')} records, which is what fits in memory`;
    throw new StreamBenchError({
      kind: 'input',
      where: name,
      what,
      remedy: 'Cut it into shorter ones, or give a --rate and a --duration.',
    });
  }
  if (count > 0) return;
  const bad = skipped + deadLettered;
  const what = bad === 0 ? 'the recording has no record' : `none of the ${bad} records of the recording can be read`;
  throw new StreamBenchError({
    kind: 'input',
    where: name,
    what,
    remedy: bad === 0 ? 'Check the path.' : 'Let --bad-records be fail to see why.',
  });
}

/** A recording of months at its original speed would be a mistake more often than a wish. */
function checkLength({ load, durationMs }: UnitSpec, { name }: RecordedSource, lastNanos: number): void {
  if (load === 'replay' && lastNanos === 0) {
    throw new StreamBenchError({
      kind: 'input',
      where: name,
      what: 'all records to replay happened at the same time',
      remedy: 'Give a --rate.',
    });
  }
  const seconds = lastNanos / 1e9;
  if (load !== 'replay' || durationMs !== null || seconds <= maxReplaySeconds) return;
  throw new StreamBenchError({
    kind: 'input',
    where: name,
    what: `at this speed the recording lasts ${describeSeconds(seconds)}, in each unit`,
    remedy: `Choose a --speed, such as ${Math.ceil(seconds / aFewSeconds).toLocaleString('en', { useGrouping: false })} times as fast for ${aFewSeconds} s, a --rate, or a --duration.`,
  });
}

function describeSeconds(seconds: number): string {
  const days = seconds / 86_400;
  return days >= 2 ? `${Math.round(days).toLocaleString('en')} days` : `${Math.round(seconds / 3600)} hours`;
}

function arrivals(spec: UnitSpec, count: number, eventTimesMicros?: ArrayLike<number>): Float64Array {
  const { load: kind, loadParameters: parameters, ratePerSecond, speed, seed } = spec;
  const recordedTimes = eventTimesMicros === undefined || speed === null ? undefined : { eventTimesMicros, speed };
  const load = loads[kind].create({
    ratePerSecond: ratePerSecond ?? undefined,
    count,
    recorded: recordedTimes,
    parameters,
  });
  const arrivalsNanos = load.arrivalsNanos(lengthNanos(spec, count), seed).subarray(0, count);
  // Random arrivals may all come later.
  if (arrivalsNanos.length === 0) throw noRecord();
  return arrivalsNanos;
}

function lengthNanos({ load, ratePerSecond, durationMs, warmUpMs }: UnitSpec, count: number): number {
  if (load === 'saturate') return Infinity;
  if (durationMs !== null) return (warmUpMs + durationMs) * 1e6;
  return ratePerSecond === null ? Infinity : (count / ratePerSecond) * 1e9;
}

/** The warm-up is over when its time is and every window has filled and closed once in event time. */
function firstMeasured(
  { load, warmUpMs }: UnitSpec,
  { plan }: Workload,
  arrivalsNanos: Float64Array,
  records: Table,
): number {
  const times = records.column(sourceOf(plan).eventTime).values;
  const filledMicros = times[0] + horizonMicros(plan);
  const filled = firstIndex(times, records.length, (timeMicros) => timeMicros >= filledMicros);
  const settled =
    load === 'saturate'
      ? Math.floor(records.length * saturatedWarmUpShare)
      : firstIndex(arrivalsNanos, arrivalsNanos.length, (nanos) => nanos >= warmUpMs * 1e6);
  return Math.max(filled, settled);
}

function firstIndex(values: ArrayLike<number>, length: number, holds: (value: number) => boolean): number {
  for (let index = 0; index < length; index++) if (holds(values[index])) return index;
  return length;
}
