import { StreamBenchError } from '../errors.ts';

/** When records arrive. The schedule is fixed before the run: nothing that a system does changes it. */
export interface Load {
  readonly kind: string;
  /**
   * Arrival of each record in whole nanoseconds since the start, ascending, all before
   * `durationNanos`. Arrival i depends on (seed, i) only, so a longer run begins as a shorter one.
   */
  arrivalsNanos(durationNanos: number, seed: number): Float64Array;
}

/** When records happened, in the order in which they were recorded. */
export interface Recorded {
  readonly eventTimesMicros: ArrayLike<number>;
  /** Seconds of event time that pass in a second of arrivals; 1: as it was. */
  readonly speed: number;
}

/** What a shape was given, by names with units: `ratePerSecond`, `everyMs`. Plain data, so that it can be kept in a result. */
export type LoadParameters = Readonly<Record<string, number>>;

/** One parameter of a shape, as it can be typed. */
export interface LoadParameter {
  readonly name: string;
  /** Where its value stands in `LoadParameters`. */
  readonly key: string;
  readonly quantity: 'rate' | 'duration' | 'factor';
  readonly optional?: true;
}

/** What the loads can be given; each takes what it needs. */
export interface LoadOptions {
  readonly ratePerSecond: number | undefined;
  /** How many records there are; loads without an end of their own have as many as fit into the duration. */
  readonly count: number | undefined;
  /** What a replay replays. */
  readonly recorded?: Recorded | undefined;
  /** The shape of a rate that changes. */
  readonly parameters?: LoadParameters | undefined;
}

/** One kind of load, as the table in `index.ts` lists it. */
export interface LoadEntry {
  /** What arrives when, for `stream-bench list`. */
  readonly describe: string;
  /** What can be typed after its name; optional ones have an option of their own too, or need not be there. */
  readonly parameters: readonly LoadParameter[];
  /** Throws StreamBenchError when an option that the load needs is missing or out of range. */
  create(options: LoadOptions): Load;
}

/** The one rate of a load whose rate does not change, which `--rate` gives too. */
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
