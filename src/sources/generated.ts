import type { ColumnSpec, Value, ValueOf } from '../columns/column-type.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import { RecordRandom } from '../random/random.ts';
import type { Source } from './source.ts';

/** 2026-01-01T00:00:00Z: event times of generated records start here. */
const epochMicros = Date.UTC(2026, 0, 1) * 1000;

export interface Generator<S extends Record<string, ColumnSpec>, E extends keyof S & string> {
  readonly schema: S;
  readonly eventTime: E;
  /** Seconds of event time per second of arrivals, so that windows of minutes fill in a run of seconds. */
  readonly timeScale?: number;
  /** Records happen up to this long, in event time, before they arrive, evenly spread. */
  readonly disorderMs?: number;
  /** The record's other columns, from `random` and `index` alone: record i must not depend on any other. */
  readonly record: (random: RecordRandom, index: number) => { readonly [Name in Exclude<keyof S, E>]: ValueOf<S[Name]> };
}

/** Records made by a function: each is a pure function of the seed, its index and its arrival. */
export function generated<const S extends Record<string, ColumnSpec>, const E extends keyof S & string>(generator: Generator<S, E>): Source<S> {
  const { schema, eventTime, timeScale = 1, disorderMs = 0, record } = generator;
  if (!(timeScale > 0)) throw new StreamBenchError({ kind: 'input', what: `timeScale must be above 0, not ${timeScale}` });
  return {
    name: 'generated',
    schema,
    eventTime,
    timeScale,
    countRecords: async () => Infinity,
    async read(arrivalsNanos, seed) {
      const table = new Table(schema, new Dictionary(), arrivalsNanos.length);
      const names = Object.keys(schema);
      const random = new RecordRandom(seed);
      for (const [index, arrivalNanos] of arrivalsNanos.entries()) {
        random.at(index);
        const disorderMicros = disorderMs * 1000 * random.uniform();
        const timeMicros = epochMicros + Math.round((arrivalNanos / 1000) * timeScale - disorderMicros);
        const columns: Readonly<Record<string, Value>> = record(random, index);
        table.append(names.map((name) => (name === eventTime ? timeMicros : columns[name])));
      }
      return table;
    },
  };
}
