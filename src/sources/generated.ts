import type { ColumnSpec, ValueOf } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { messageOf, StreamBenchError } from '../errors.ts';
import {
  aboveZero,
  checkArguments,
  checkReturned,
  columnName,
  functionOf,
  notNegative,
  numberThat,
  optional,
  parameter,
  plainObject,
  share,
  wholeNumberFrom,
} from '../pipeline/arguments.ts';
import { checkEventTime, checkSchema } from '../pipeline/schema.ts';
import { isPlain } from '../pipeline/shown-value.ts';
import { failedAt } from '../pipeline/user-code.ts';
import { RecordRandom, resendStream, uniform } from '../random/random.ts';
import { zipf } from '../random/zipf.ts';
import { recordWriter } from './record-writer.ts';
import type { RecordShape } from './record-shape.ts';
import type { GeneratedSource, RecordMaker } from './source.ts';

/** Event times of generated records start at 2026-01-01T00:00:00Z. */
const epochMicros = Date.UTC(2026, 0, 1) * 1000;

export interface Generator<S extends Record<string, ColumnSpec>, E extends keyof S & string> extends RecordShape {
  readonly schema: S;
  readonly eventTime: E;
  /** Seconds of event time in a second of arrivals, so that windows of minutes fill in a run of seconds. */
  readonly timeScale?: number;
  /** How much earlier than `disorderMs` allows a late record happened, at the most. */
  readonly lateByMs?: number;
  /** The share of records, 0 to 0.9, that repeat one of the last twenty that arrived, unchanged. */
  readonly resentShare?: number;
  /**
   * Makes the other columns of a record, from the arguments alone: records must not depend on each other.
   *
   * @param key the record's main key, 0 ≤ key < keys, drawn with the given skew
   * @param timeMicros the event time of the record
   */
  readonly record: (
    random: RecordRandom,
    index: number,
    key: number,
    timeMicros: number,
  ) => { readonly [Name in Exclude<keyof S, E>]: ValueOf<S[Name]> };
}

const defaultShape: Required<RecordShape> = { keys: 1000, skew: 0, disorderMs: 0, lateShare: 0 };
const defaultLateByMs = 60_000;
const resentWithin = 20;
/** With more, the first record among repeats of repeats would be far back. */
const resentParameter = numberThat('a number from 0 to 0.9', (value) => value >= 0 && value <= 0.9);

const generatedParameters = {
  schema: plainObject('the type of each column'),
  eventTime: columnName,
  timeScale: optional(aboveZero),
  keys: optional(wholeNumberFrom(1)),
  skew: optional(notNegative),
  disorderMs: optional(notNegative),
  lateShare: optional(share),
  lateByMs: optional(notNegative),
  resentShare: optional(resentParameter),
  record: functionOf('(random, index, key, timeMicros) that returns the other columns of a record'),
};

/** Records made by a function. Each depends only on the seed, its index and its arrival. */
export function generated<const S extends Record<string, ColumnSpec>, const E extends keyof S & string>(
  generator: Generator<S, E>,
): GeneratedSource<S> {
  checkArguments('generated', generator, generatedParameters);
  const { schema, eventTime, timeScale = 1, resentShare = 0, record } = generator;
  checkSchema(schema, "'schema' of generated()");
  checkEventTime(schema, eventTime, "'eventTime' of generated()");
  const others = Object.keys(schema).filter((name) => name !== eventTime);
  const otherColumns = parameter(
    `an object with ${others.join(', ')} and no more`,
    (made) => isPlain(made) && Object.keys(made).every((name) => others.includes(name)),
  );
  return {
    name: 'generated',
    schema,
    eventTime,
    timeScale,
    maker,
    async read(arrivalsNanos, seed, asked) {
      const table = new Table(schema, new Dictionary(), arrivalsNanos.length);
      const make = maker(table, arrivalsNanos, seed, asked);
      for (const arrival of arrivalsNanos.keys()) make(arrival, table.reserve());
      return table;
    },
  };

  function maker(table: Table, arrivalsNanos: Float64Array, seed: number, asked: RecordShape = {}): RecordMaker {
    const shape = { ...defaultShape, ...definedOf(generator), ...definedOf(asked) };
    const write = recordWriter(table, eventTime);
    const random = new RecordRandom(seed);
    const pickKey = zipf(shape.keys, shape.skew);
    const delayMicros = eventDelayMicros(shape, generator.lateByMs ?? defaultLateByMs);
    return (arrival, row) => {
      const index = resentShare > 0 ? originOf(arrival, seed, resentShare) : arrival;
      random.at(index);
      const timeMicros = epochMicros + Math.round((arrivalsNanos[index] / 1000) * timeScale - delayMicros(random));
      const made = recordBy(record, random, index, pickKey(random), timeMicros);
      const isRecord = typeof made === 'object' && made !== null;
      if (arrival === 0 || !isRecord) checkReturned('generated', 'record', made, otherColumns);
      write(row, timeMicros, made, index);
    };
  }
}

/** A failure of the user's function names the record. */
function recordBy<Made>(
  record: (random: RecordRandom, index: number, key: number, timeMicros: number) => Made,
  random: RecordRandom,
  index: number,
  key: number,
  timeMicros: number,
): Made {
  try {
    return record(random, index, key, timeMicros);
  } catch (error) {
    const what = `the function 'record' of generated() failed: ${messageOf(error)}`;
    throw new StreamBenchError(
      {
        kind: 'input',
        what,
        where: [failedAt(error), `record() at index ${index}`].filter((part) => part !== undefined).join(', '),
      },
      error,
    );
  }
}

/** The index of the record that arrives: that of the arrival, or of what arrived before and is sent again. */
function originOf(arrival: number, seed: number, resentShare: number): number {
  let origin = arrival;
  while (origin > 0) {
    const luck = uniform(seed, origin, resendStream) / resentShare;
    if (luck >= 1) break;
    origin = Math.max(0, origin - 1 - Math.floor(luck * resentWithin));
  }
  return origin;
}

/** The event time from a record to its arrival. Draws the same three random numbers for every shape. */
function eventDelayMicros(
  { disorderMs, lateShare }: Required<RecordShape>,
  lateByMs: number,
): (random: RecordRandom) => number {
  return (random) => {
    const disorder = disorderMs * random.uniformIf(disorderMs > 0);
    const isLate = random.uniformIf(lateShare > 0) < lateShare;
    const lateness = lateByMs * random.uniformIf(isLate);
    return 1000 * (isLate ? disorderMs + lateness : disorder);
  };
}

function definedOf({ keys, skew, disorderMs, lateShare }: RecordShape): RecordShape {
  return Object.fromEntries(
    Object.entries({ keys, skew, disorderMs, lateShare }).filter(([, value]) => value !== undefined),
  );
}
