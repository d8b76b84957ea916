import { StreamBenchError } from '../errors.ts';

/** When records arrive. Arrivals are fixed before the unit starts: the system under test cannot change them. */
export interface Load {
  readonly kind: string;
  /**
   * The arrival of each record in whole nanoseconds since the start, ascending, all before `durationNanos`. Arrival i
   * depends only on the seed and i, so a longer run begins with the arrivals of a shorter one.
   *
   * @param allocate makes the array of the arrivals, which may be part of it; by default one of this thread alone
   */
  arrivalsNanos(durationNanos: number, seed: number, allocate?: Allocate): Float64Array;
}

export type Allocate = (length: number) => Float64Array;

export function ofThisThread(length: number): Float64Array {
  return new Float64Array(length);
}

/** The event times of recorded data, in the order of the recording, and how fast to replay them. */
export interface RecordedTimes {
  readonly eventTimesMicros: ArrayLike<number>;
  /** Seconds of event time in a second of the replay; 1: the original speed. */
  readonly speed: number;
}

/** The parameters of a load, by names with units such as `ratePerSecond`. Plain data, because results hold them. */
export type LoadParameters = Readonly<Record<string, number>>;

/** One parameter of a load. */
export interface LoadParameter {
  /** As typed in `--load`. */
  readonly name: string;
  /** Its name in `LoadParameters`. */
  readonly key: string;
  readonly quantity: 'rate' | 'duration' | 'factor';
  readonly optional?: true;
}

/** What loads are made from. Each load takes the options that it needs. */
export interface LoadOptions {
  readonly ratePerSecond: number | undefined;
  /** How many records there are. A load that does not use this has as many as fit into the duration. */
  readonly count: number | undefined;
  /** What to replay. */
  readonly recorded?: RecordedTimes | undefined;
  /** The parameters of a rate that changes. */
  readonly parameters?: LoadParameters | undefined;
}

/** One kind of load, as the table in `index.ts` lists it. */
export interface LoadEntry {
  /** What arrives when, in part of a sentence, for `stream-bench list`. */
  readonly describe: string;
  /** What can be typed after the name of the load. An optional one may be left out, or has an option of its own. */
  readonly parameters: readonly LoadParameter[];
  /** Throws StreamBenchError when an option that the load needs is missing or out of range. */
  create(options: LoadOptions): Load;
}

/** The rate of a load at a constant rate. `--rate` sets it too. */
export const rateParameter: LoadParameter = { name: 'rate', key: 'ratePerSecond', quantity: 'rate', optional: true };

/** Throws StreamBenchError unless `ratePerSecond` is a positive, finite number. */
export function requireRate(kind: string, ratePerSecond: number | undefined): number {
  if (ratePerSecond !== undefined && ratePerSecond > 0 && Number.isFinite(ratePerSecond)) return ratePerSecond;
  throw new StreamBenchError({
    kind: 'input',
    what: ratePerSecond === undefined ? 'no rate is given' : `${ratePerSecond} records per second is not a rate`,
    where: `load '${kind}'`,
    remedy: 'Give a number of records per second above 0, such as 10000.',
  });
}
