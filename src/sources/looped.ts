import type { Schema } from '../columns/column-type.ts';
import type { Column, Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import type { RecordedSource } from './source.ts';

/** Between two passes of a recording whose records all have the same event time. */
const gapWithoutSpanMicros = 1000;

/**
 * The records of a recording again and again, without end. Each pass is later than the one before by the span of the
 * event times and one mean gap between them, so that time goes on evenly. All its timestamps are moved; everything else
 * stays as it is, also identifiers: a pipeline that remembers those of a whole pass sees the next one as duplicates.
 */
export function looped<S extends Schema>(source: RecordedSource<S>): RecordedSource<S> {
  const load: RecordedSource['load'] = async (limit) => {
    const recording = await source.load(limit);
    repeat(recording.records, source, limit);
    return recording;
  };
  return {
    ...source,
    name: `${source.name}, looped`,
    isEndless: true,
    load,
    read: async ({ length }) => (await load(length)).records,
  };
}

function repeat(records: Table, { name, eventTime }: Pick<RecordedSource, 'name' | 'eventTime'>, limit: number): void {
  const passLength = records.length;
  if (passLength === 0) return;
  const { period, latest } = passOf(records.column(eventTime), passLength);
  const passes = Math.ceil(limit / passLength);
  if (!Number.isSafeInteger(latest + (passes - 1) * period)) throw beyondTime(name);
  const times = records.columns.filter(({ type }) => type === 'timestamp');
  for (let pass = 1; pass < passes; pass++) {
    const start = records.length;
    records.appendRows(records, 0, Math.min(passLength, limit - start));
    for (const { values } of times) for (let row = start; row < records.length; row++) values[row] += pass * period;
  }
}

/** In microseconds: how much later each pass is, and the latest event time of the first one. */
function passOf({ values }: Column, length: number): { readonly period: number; readonly latest: number } {
  let [earliest, latest] = [Infinity, -Infinity];
  for (let row = 0; row < length; row++) {
    earliest = Math.min(earliest, values[row]);
    latest = Math.max(latest, values[row]);
  }
  const span = latest - earliest;
  const gap = span === 0 ? gapWithoutSpanMicros : Math.max(1, Math.round(span / (length - 1)));
  return { period: span + gap, latest };
}

function beyondTime(where: string): StreamBenchError {
  const what = 'repeated so often, the recording reaches beyond the year 2255, the last that timestamps can hold';
  const remedy = 'Look for a record far in the past or future, or shorten the units with --rate and --duration.';
  return new StreamBenchError({ kind: 'input', where, what, remedy });
}
