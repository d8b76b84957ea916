import { StreamBenchError } from '../../errors.ts';
import { curveShapeOf } from '../../loads/index.ts';
import type { RateCurve } from '../../loads/rate-curve.ts';
import type { BadRecordCounts, RecordedSource } from '../../sources/source.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** Records are prepared in memory: 2^25 with five columns take about 2 GB, the log of their invocations 1 GB more. */
export const maxRecords = 2 ** 25;
/** Above this, generated records are made while they are processed. */
export const mostAtOnce = 2 ** 23;
/** What is in memory of each record then: its arrival and its fate. */
const bytesPerStreamedRecord = 9;
/** The share of a machine's memory that these may take. */
const memoryShare = 0.5;
/** Control words are 32 bits wide. */
const mostStreamed = 2 ** 30;

/** How many generated records a unit can have, if they are made while they are processed. */
export function mostStreamedRecords(memoryBytes: number): number {
  return Math.min(mostStreamed, Math.floor((memoryShare * memoryBytes) / bytesPerStreamedRecord));
}

/**
 * Whether the generated records of a unit can be made while they are processed: not texts, which are prepared, and not
 * for several threads, which would have to wait for each other.
 */
export function canStream({ payload, batchSizes, configuration }: UnitSpec): boolean {
  return payload === 'columns' && batchSizes === null && configuration.parallelism === undefined;
}

/** The longest replay without a --duration. */
const maxReplaySeconds = 3600;
const aFewSeconds = 10;
/** Standard deviations of a Poisson process above its mean, which is not seen in a billion units. */
const deviations = 6;

export function curveOf({ load, loadParameters }: Pick<UnitSpec, 'load' | 'loadParameters'>): RateCurve | undefined {
  return curveShapeOf(load)?.curve(loadParameters);
}

/** Infinity where a unit has all records of the source. */
export function wantedCount(spec: UnitSpec): number {
  const { load, ratePerSecond, durationMs, warmUpMs } = spec;
  if (load === 'saturate' || load === 'replay' || durationMs === null) return Infinity;
  const seconds = (warmUpMs + durationMs) / 1000;
  return curveOf(spec)?.countUntil(seconds) ?? seconds * ratePerSecond!;
}

/**
 * Number of records of a unit; an upper bound where a duration cuts off a replay, and the mean of random arrivals.
 *
 * @param available number of records of a unit that has all records of its source, or Infinity
 * @param most how many fit in memory
 * @throws StreamBenchError where there are none, or more than that
 */
export function recordCount(spec: UnitSpec, available: number, most = maxRecords): number {
  const wanted = wantedCount(spec);
  const count = wanted === Infinity ? available : wanted;
  if (count > most) throw tooManyRecords(count, most);
  if (count < 1) throw noRecord();
  return Math.round(count);
}

function tooManyRecords(count: number, most: number): StreamBenchError {
  const records = count === Infinity ? 'endless' : inWords(Math.round(count));
  const what = `a unit would have ${records} records, and at most ${inWords(most)} fit in memory`;
  return new StreamBenchError({ kind: 'input', what, remedy: 'Lower --rate or --duration.' });
}

export function noRecord(): StreamBenchError {
  const what = 'a unit would have no records';
  return new StreamBenchError({ kind: 'input', what, remedy: 'Raise --rate or --duration.' });
}

/**
 * Most records to read from a recording: one more than fit where a unit has all of them, to detect that there are too
 * many.
 *
 * @throws StreamBenchError where a unit would have more than fit in memory
 */
export function recordsToRead(spec: UnitSpec): number {
  if (wantedCount(spec) === Infinity) return maxRecords + 1;
  const count = recordCount(spec, Infinity);
  return spec.load === 'poisson' ? mostArrivals(count) : count;
}

/** How many random arrivals there are at most where so many are expected. */
export function mostArrivals(expected: number): number {
  return expected + Math.ceil(deviations * Math.sqrt(expected));
}

/**
 * A unit with fewer records than its rate and duration ask for would be another unit, in silence.
 *
 * @throws StreamBenchError unless the recording has them
 */
export function requireEnough(spec: UnitSpec, { name: where }: RecordedSource, count: number): void {
  const wanted = wantedCount(spec);
  if (wanted === Infinity || count >= recordCount(spec, Infinity)) return;
  const seconds = (spec.warmUpMs + spec.durationMs!) / 1000;
  const has = count === 1 ? '1 record' : `${inWords(count)} records`;
  const what = `the recording has ${has}, and a unit of ${seconds} s has ${inWords(recordCount(spec, Infinity))}`;
  const remedy =
    `Lower the rate to ${inWords(Math.floor(count / seconds))} or less, leave out --duration to take all records ` +
    'once, or start again at the end with --loop.';
  throw new StreamBenchError({ kind: 'input', where, what, remedy });
}

/** @throws StreamBenchError unless the recording has records, and no more than fit in memory */
export function requireRecording(source: RecordedSource, count: number, bad: BadRecordCounts): void {
  if (count > 0 && count <= maxRecords) return;
  throw new StreamBenchError({ kind: 'input', where: source.name, ...recordingProblem(count, bad) });
}

function recordingProblem(count: number, { skipped, deadLettered }: BadRecordCounts): { what: string; remedy: string } {
  if (count > maxRecords) {
    const what = `the recording has more than ${inWords(maxRecords)} records, the most that fit in memory`;
    return { what, remedy: 'Cut it into shorter ones, or give a --rate and a --duration.' };
  }
  const bad = skipped + deadLettered;
  if (bad === 0) return { what: 'the recording has no records', remedy: 'Check whether it is the right file.' };
  const what = bad === 1 ? 'its only record cannot be read' : `none of the ${bad} records of the recording can be read`;
  const remedy =
    "Let the first one fail to see why: badRecords: 'fail' in the source, or --replay with --bad-records fail.";
  return { what, remedy };
}

/** Guards against replaying months of records at their original speed by mistake. */
export function requireShortReplay(spec: UnitSpec, { name: where }: RecordedSource, lastNanos: number): void {
  if (spec.load !== 'replay') return;
  if (lastNanos === 0) {
    const what = 'all records to replay have the same event time';
    throw new StreamBenchError({ kind: 'input', where, what, remedy: 'Give a --rate.' });
  }
  const seconds = lastNanos / 1e9;
  if (spec.durationMs !== null || seconds <= maxReplaySeconds) return;
  const speed = Math.ceil(seconds / aFewSeconds);
  const what = `at this speed the recording lasts ${describeSeconds(seconds)}, in each unit`;
  const remedy = `Choose a --speed, such as ${speed}x for ${aFewSeconds} s, a --rate, or a --duration.`;
  throw new StreamBenchError({ kind: 'input', where, what, remedy });
}

function describeSeconds(seconds: number): string {
  const days = seconds / 86_400;
  return days >= 2 ? `${inWords(Math.round(days))} days` : `${Math.round(seconds / 3600)} hours`;
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}
