import { totalmem } from 'node:os';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { loads } from '../../loads/index.ts';
import type { Allocate } from '../../loads/load.ts';
import { meanRateBetween, type RateCurve } from '../../loads/rate-curve.ts';
import { meanRate } from '../../loads/replay.ts';
import type { BadRecordCounts, GeneratedSource, RecordedSource } from '../../sources/source.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { filledInBlocks, filledWindows } from './filled-windows.ts';
import {
  curveOf,
  canStream,
  mostArrivals,
  mostAtOnce,
  mostStreamedRecords,
  noRecord,
  recordCount,
  recordsToRead,
  requireEnough,
  requireRecording,
  requireShortReplay,
} from './record-count.ts';
import { recordBlocks } from './stream/record-blocks.ts';
import { recordRing, type RecordRing } from './stream/record-ring.ts';

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
  /** Filled with the records while they are processed; then `records` is over its rows. Null: all are there. */
  readonly ring: RecordRing | null;
}

/** Where all records arrive at once, this share of them is the warm-up. */
const saturatedWarmUpShare = 0.1;

/**
 * @param mostInMemory how many generated records are made before the unit starts, rather than meanwhile
 * @throws StreamBenchError where the load and the source give no records, or more than fit in memory
 */
export async function scheduleRecords(
  spec: UnitSpec,
  workload: Workload,
  mostInMemory = mostAtOnce,
): Promise<ScheduledRecords> {
  const { source } = workload;
  const isRecorded = source.timeScale === null;
  const scheduled = isRecorded ? await recorded(spec, source) : await generated(spec, source, mostInMemory);
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

type Arriving = Pick<ScheduledRecords, 'arrivalsNanos' | 'records' | 'badRecords' | 'ring'>;

async function generated(spec: UnitSpec, source: GeneratedSource, mostInMemory: number): Promise<Arriving> {
  const badRecords = { skipped: 0, deadLettered: 0 };
  const mayStream = canStream(spec);
  const most = mayStream ? mostStreamedRecords(memoryBytes()) : undefined;
  const count = recordCount(spec, Infinity, most);
  if (mayStream && count > mostInMemory) {
    const ring = recordRing(source.schema);
    const records = Table.over(source.schema, new Dictionary(), ring.cells);
    return { arrivalsNanos: arrivals(spec, count, undefined, shared), records, badRecords, ring };
  }
  const arrivalsNanos = arrivals(spec, count);
  const records = await source.read(arrivalsNanos, spec.seed, spec.records);
  return { arrivalsNanos, records, badRecords, ring: null };
}

function shared(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

async function recorded(spec: UnitSpec, source: RecordedSource): Promise<Arriving> {
  const { records, badRecords } = await source.load(recordsToRead(spec));
  requireRecording(source, records.length, badRecords);
  requireEnough(spec, source, records.length);
  const eventTimesMicros = records.column(source.eventTime).values.subarray(0, records.length);
  const count = recordCount(spec, records.length);
  const arrivalsNanos = arrivals(spec, count, eventTimesMicros).subarray(0, records.length);
  requireShortReplay(spec, source, arrivalsNanos.at(-1)!);
  records.truncate(arrivalsNanos.length);
  return { arrivalsNanos, records, badRecords, ring: null };
}

function arrivals(
  spec: UnitSpec,
  count: number,
  eventTimesMicros?: ArrayLike<number>,
  allocate?: Allocate,
): Float64Array {
  const { load: kind, loadParameters: parameters, ratePerSecond, speed, seed } = spec;
  const isReplay = eventTimesMicros !== undefined && speed !== null;
  const load = loads[kind].create({
    ratePerSecond: ratePerSecond ?? undefined,
    count,
    recorded: isReplay ? { eventTimesMicros, speed } : undefined,
    parameters,
  });
  const arrivalsNanos = load.arrivalsNanos(lengthNanos(spec, count), seed, allocate);
  // Random arrivals may all lie beyond the end.
  if (arrivalsNanos.length === 0) throw noRecord();
  return arrivalsNanos;
}

function lengthNanos({ load, ratePerSecond, durationMs, warmUpMs }: UnitSpec, count: number): number {
  if (load === 'saturate') return Infinity;
  if (durationMs !== null) return (warmUpMs + durationMs) * 1e6;
  // Long enough for random arrivals, too: what is beyond the recording is cut off.
  return ratePerSecond === null ? Infinity : (mostArrivals(count) / ratePerSecond) * 1e9;
}

/** The warm-up ends when its time has passed, and every window has filled and closed once in event time. */
function firstMeasured(spec: UnitSpec, workload: Workload, arriving: Arriving): number {
  const { arrivalsNanos } = arriving;
  const { load, warmUpMs, batchSizes } = spec;
  const isAtOnce = load === 'saturate' || batchSizes !== null;
  const settled = isAtOnce ? arrivalsNanos.length * saturatedWarmUpShare : countUntil(arrivalsNanos, warmUpMs);
  return Math.max(filled(spec, workload, arriving), Math.floor(settled));
}

function filled(spec: UnitSpec, workload: Workload, { arrivalsNanos, records, ring }: Arriving): number {
  const { source } = workload;
  if (ring === null || source.timeScale === null) return filledWindows(workload, records).from;
  return filledInBlocks(workload, recordBlocks(source, arrivalsNanos, spec));
}

function countUntil(arrivalsNanos: Float64Array, milliseconds: number): number {
  const index = arrivalsNanos.findIndex((nanos) => nanos >= milliseconds * 1e6);
  return index < 0 ? arrivalsNanos.length : index;
}

/** Of the container, where that has less: without a limit Node tells none, or one above all memory. */
function memoryBytes(): number {
  return Math.min(process.constrainedMemory() || Infinity, totalmem());
}
