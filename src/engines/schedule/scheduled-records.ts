import type { Table } from '../../columns/table.ts';
import { loads } from '../../loads/index.ts';
import { meanRateBetween, type RateCurve } from '../../loads/rate-curve.ts';
import { meanRate } from '../../loads/replay.ts';
import type { BadRecordCounts, GeneratedSource, RecordedSource } from '../../sources/source.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { filledWindows } from './filled-windows.ts';
import {
  curveOf,
  noRecord,
  recordCount,
  recordsToRead,
  requireEnough,
  requireRecording,
  requireShortReplay,
} from './record-count.ts';

/** The records of a unit and their arrivals, prepared before its clock starts. */
export interface ScheduledRecords {
  /** Ascending, in nanoseconds since the start of the unit. */
  readonly arrivalsNanos: Float64Array;
  readonly records: Table;
  /** Index of the first record after the warm-up; the number of records where the warm-up does not end. */
  readonly measuredFrom: number;
  /** The mean over the measured period, or over the whole replay; null where all records arrive at once. */
  readonly ratePerSecond: number | null;
  readonly badRecords: BadRecordCounts;
}

/** Where all records arrive at once, this share of them is the warm-up. */
const saturatedWarmUpShare = 0.1;

/** @throws StreamBenchError where the load and the source give no records, or more than fit in memory. */
export async function scheduleRecords(spec: UnitSpec, workload: Workload): Promise<ScheduledRecords> {
  const { source } = workload;
  const isRecorded = source.timeScale === null;
  const scheduled = isRecorded ? await recorded(spec, source) : await generated(spec, source);
  const measuredFrom = firstMeasured(spec, workload, scheduled);
  // The records are those of the load, so that windows hold as many as in other units, but none has to be waited for.
  if (spec.batchSizes !== null) return { ...scheduled, ...atOnce(scheduled), measuredFrom };
  return { ...scheduled, measuredFrom, ratePerSecond: meanRatePerSecond(spec, scheduled.arrivalsNanos, measuredFrom) };
}

function atOnce({ arrivalsNanos }: Arriving): Pick<ScheduledRecords, 'arrivalsNanos' | 'ratePerSecond'> {
  return { arrivalsNanos: new Float64Array(arrivalsNanos.length), ratePerSecond: null };
}

function meanRatePerSecond(spec: UnitSpec, arrivalsNanos: Float64Array, measuredFrom: number): number | null {
  if (spec.load === 'replay') return finiteOrNull(meanRate(arrivalsNanos));
  const curve = curveOf(spec);
  return curve === undefined ? spec.ratePerSecond : meanRateOf(curve, spec, arrivalsNanos, measuredFrom);
}

/** From the end of the warm-up, which windows may delay, to the end of the unit; if nothing is left, of all of it. */
function meanRateOf(curve: RateCurve, spec: UnitSpec, arrivalsNanos: Float64Array, measuredFrom: number): number {
  const { warmUpMs, durationMs } = spec;
  const end = durationMs === null ? arrivalsNanos.at(-1)! / 1e9 : (warmUpMs + durationMs) / 1000;
  const start = Math.max(warmUpMs / 1000, (arrivalsNanos[measuredFrom - 1] ?? 0) / 1e9);
  return meanRateBetween(curve, start < end ? start : 0, end);
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

type Arriving = Pick<ScheduledRecords, 'arrivalsNanos' | 'records' | 'badRecords'>;

async function generated(spec: UnitSpec, source: GeneratedSource): Promise<Arriving> {
  const arrivalsNanos = arrivals(spec, recordCount(spec, Infinity));
  const records = await source.read(arrivalsNanos, spec.seed, spec.records);
  return { arrivalsNanos, records, badRecords: { skipped: 0, deadLettered: 0 } };
}

async function recorded(spec: UnitSpec, source: RecordedSource): Promise<Arriving> {
  const { records, badRecords } = await source.load(recordsToRead(spec));
  requireRecording(source, records.length, badRecords);
  requireEnough(spec, source, records.length);
  const eventTimesMicros = records.column(source.eventTime).values.subarray(0, records.length);
  const arrivalsNanos = arrivals(spec, recordCount(spec, records.length), eventTimesMicros);
  requireShortReplay(spec, source, arrivalsNanos.at(-1)!);
  records.truncate(arrivalsNanos.length);
  return { arrivalsNanos, records, badRecords };
}

function arrivals(spec: UnitSpec, count: number, eventTimesMicros?: ArrayLike<number>): Float64Array {
  const { load: kind, loadParameters: parameters, ratePerSecond, speed, seed } = spec;
  const isReplay = eventTimesMicros !== undefined && speed !== null;
  const load = loads[kind].create({
    ratePerSecond: ratePerSecond ?? undefined,
    count,
    recorded: isReplay ? { eventTimesMicros, speed } : undefined,
    parameters,
  });
  const arrivalsNanos = load.arrivalsNanos(lengthNanos(spec, count), seed).subarray(0, count);
  // Random arrivals may all lie beyond the end.
  if (arrivalsNanos.length === 0) throw noRecord();
  return arrivalsNanos;
}

function lengthNanos({ load, ratePerSecond, durationMs, warmUpMs }: UnitSpec, count: number): number {
  if (load === 'saturate') return Infinity;
  if (durationMs !== null) return (warmUpMs + durationMs) * 1e6;
  return ratePerSecond === null ? Infinity : (count / ratePerSecond) * 1e9;
}

/** The warm-up ends when its time has passed, and every window has filled and closed once in event time. */
function firstMeasured(spec: UnitSpec, workload: Workload, { arrivalsNanos, records }: Arriving): number {
  const { load, warmUpMs, batchSizes } = spec;
  const isAtOnce = load === 'saturate' || batchSizes !== null;
  const settled = isAtOnce ? records.length * saturatedWarmUpShare : countUntil(arrivalsNanos, warmUpMs);
  return Math.max(filledWindows(workload, records).from, Math.floor(settled));
}

function countUntil(arrivalsNanos: Float64Array, milliseconds: number): number {
  const index = arrivalsNanos.findIndex((nanos) => nanos >= milliseconds * 1e6);
  return index < 0 ? arrivalsNanos.length : index;
}
