import { timestampMicros } from '../../../columns/timestamp-text.ts';
import { StreamBenchError } from '../../../errors.ts';
import type { Effects } from '../effects/effects.ts';
import { groupKey } from '../../group-key.ts';
import type { JsonPlace, RowTrace } from './black-box.ts';
import { jsonPathText, valueAt } from './json-path.ts';
import { parseJson } from './json-text.ts';
import type { TextOf } from './record-texts.ts';

/**
 * Which rows would show each record, as if each made one: nobody knows which do.
 *
 * @throws StreamBenchError if a record has no id, or one that another has
 */
export function expectedEffects(trace: RowTrace, records: number, textOf: TextOf): Effects {
  const groups = new Map<string, { ordinals: number[]; records: number[]; closedBy: undefined }>();
  for (let record = 0; record < records; record++) {
    const key = keyOfRecord(trace, record, textOf);
    const group = groups.get(key) ?? { ordinals: [], records: [], closedBy: undefined };
    if (trace.kind === 'json' && group.records.length > 0)
      throw idTwice(trace.id, [group.records[0], record], JSON.parse(key) as unknown[]);
    groups.set(key, group);
    group.ordinals.push(group.ordinals.length + 1);
    group.records.push(record);
  }
  const counts = new Uint32Array(records).fill(1);
  return { groups, counts, dueBy: Uint32Array.from(counts, (_, record) => record) };
}

function keyOfRecord(trace: RowTrace, record: number, textOf: TextOf): string {
  if (trace.kind === 'header') return groupKey([`${record}`]);
  const value = parseJson(textOf(record));
  const places = trace.kind === 'json' ? [trace.id] : trace.by;
  return groupKey(
    places.map((place) => {
      const part = keyPart(valueAt(value, place.record), place.windowMs);
      if (part === undefined) throw withoutValue(place, record, textOf(record));
      return part;
    }),
  );
}

/**
 * A text, the same whether a number was written as one or as a text. Of a window it is its start in milliseconds since
 * 1970. Undefined where it is no text, number or boolean, or no time.
 */
export function keyPart(value: unknown, windowMs: number | null): string | undefined {
  if (windowMs !== null) {
    const ms = millisOf(value);
    return ms === undefined ? undefined : `${Math.floor(ms / windowMs) * windowMs}`;
  }
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value) ? String(value) : undefined;
}

function millisOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const micros = typeof value === 'string' ? timestampMicros(value) : undefined;
  return micros === undefined ? undefined : micros / 1000;
}

const shownLength = 60;

export function shortened(text: string): string {
  return text.length <= shownLength ? text : `${text.slice(0, shownLength)}…`;
}

function withoutValue({ record: path, windowMs }: JsonPlace, record: number, text: string): StreamBenchError {
  const kind = windowMs === null ? 'value' : 'time';
  const what = `record ${record + 1} has no ${kind} at ${jsonPathText(path)}: ${shortened(text)}`;
  return new StreamBenchError({ kind: 'input', what });
}

function idTwice({ record }: JsonPlace, records: readonly number[], [id]: readonly unknown[]): StreamBenchError {
  const [first, second] = records.map((number) => number + 1);
  const what = `records ${first} and ${second} have the same id at ${jsonPathText(record)}: ${shortened(String(id))}`;
  const remedy = 'Name another path, or let the id be a header: --record-id header:id.';
  return new StreamBenchError({ kind: 'input', what, remedy });
}
