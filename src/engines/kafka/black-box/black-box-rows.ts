import { createHash } from 'node:crypto';
import { MultisetHash } from '../../../answers/multiset-hash.ts';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import { StreamBenchError } from '../../../errors.ts';
import type { OutputFigures } from '../../../results/unit.ts';
import type { Effects } from '../effects/effects.ts';
import { groupKey } from '../../group-key.ts';
import type { ReadRow } from '../records/row-reader.ts';
import { Visibility } from '../effects/visibility.ts';
import type { BlackBox, JsonPlace } from './black-box.ts';
import { keyPart, shortened } from './expected-effects.ts';
import { jsonPathText, removeAt, valueAt, type JsonPath } from './json-path.ts';
import { canonicalJson, parseJson } from './json-text.ts';

/** The group of records that a row shows, up to its count; or what is wrong with the row. */
type Shown = { readonly key: string; readonly count: number } | { readonly problem: string };

/** The rows of a job that runs no plan of ours: which records they show, and a digest by which jobs are compared. */
export class BlackBoxRows {
  readonly visibility: Visibility;
  read = 0;
  /** Rows that do not tell which record they show. */
  unreadable = 0;
  readonly #box: BlackBox;
  readonly #groups: Effects['groups'];
  readonly #digests = new RowDigests();
  /** The row with the highest count of each group. */
  readonly #latest = new Map<string, { readonly count: number; readonly row: ReadRow }>();

  constructor(box: BlackBox, effects: Effects, measuredFrom: number) {
    this.#box = box;
    this.#groups = effects.groups;
    this.visibility = new Visibility(effects, measuredFrom);
  }

  /** Throws a StreamBenchError if a row does not show a record: then none of the job's rows would. */
  check(row: ReadRow): void {
    const shown = shownBy(row, this.#box);
    const problem = 'problem' in shown ? shown.problem : this.#isKnown(shown.key) ? undefined : unknownText(shown.key);
    if (problem === undefined) return;
    const remedy = 'Look with --record-id, or --group and --count, where rows tell which record they show.';
    const what = `the first row of the job ${problem}: ${shortened(row.text.toString())}`;
    throw new StreamBenchError({ kind: 'input', what, remedy });
  }

  take(row: ReadRow, nanos: number, lateNanos = 0): void {
    this.read++;
    const shown = shownBy(row, this.#box);
    if ('problem' in shown) {
      this.unreadable++;
      return;
    }
    const { key, count } = shown;
    this.visibility.observe(key, count, nanos, lateNanos);
    if (this.#box.trace.kind !== 'groups') this.#digests.add(comparable(row.text, this.#box.ignored));
    else if (count >= (this.#latest.get(key)?.count ?? 0)) this.#latest.set(key, { count, row });
  }

  get missing(): number {
    return this.visibility.missing;
  }

  /** 1 for each record that a row has shown. */
  get effects(): Uint32Array {
    return Uint32Array.from(this.visibility.nanos, (nanos) => (nanos === Infinity ? 0 : 1));
  }

  /** What makes the unit say nothing. A record without a row is none: nobody knows whether it ought to have one. */
  get faults(): string[] {
    const isCounted = this.#box.trace.kind === 'groups';
    return [
      ...(isCounted && this.missing > 0 ? [`${this.missing} records were not counted`] : []),
      ...(this.unreadable > 0 ? [`${this.unreadable} rows do not tell which record they show`] : []),
    ];
  }

  output(): OutputFigures {
    for (const { row } of this.#latest.values()) this.#digests.add(comparable(row.text, this.#box.ignored));
    this.#latest.clear();
    const { rows, hex } = this.#digests;
    return { rows, rowsWritten: this.read, duplicates: null, digest: null, unorderedDigest: hex, readBack: 'yes' };
  }

  #isKnown(key: string): boolean {
    return this.#groups.has(key);
  }
}

function unknownText(key: string): string {
  return `shows ${(JSON.parse(key) as string[]).join(', ')}, which is no record that was sent`;
}

function shownBy(row: ReadRow, { trace }: BlackBox): Shown {
  if (trace.kind === 'header') {
    const id = row.headers.get(trace.name);
    return id === undefined ? { problem: `has no header '${trace.name}'` } : { key: groupKey([id]), count: Infinity };
  }
  const value = parseJson(row.text.toString());
  if (value === undefined) return { problem: 'is no JSON' };
  if (trace.kind === 'json') return keyOf(value, [trace.id], Infinity);
  const count = Number(valueAt(value, trace.count) ?? NaN);
  return Number.isFinite(count)
    ? keyOf(value, trace.by, count)
    : { problem: `has no count at ${jsonPathText(trace.count)}` };
}

function keyOf(value: unknown, places: readonly JsonPlace[], count: number): Shown {
  const parts: string[] = [];
  for (const { row, windowMs } of places) {
    const part = keyPart(valueAt(value, row), windowMs);
    if (part === undefined) return { problem: `has nothing at ${jsonPathText(row)}` };
    parts.push(part);
  }
  return { key: groupKey(parts), count };
}

/** What a row has in common with that of another job: of JSON its members in any order, of all else its bytes. */
function comparable(text: Buffer, ignored: readonly JsonPath[]): string | Buffer {
  const value = parseJson(text.toString());
  if (value === undefined) return text;
  for (const path of ignored) removeAt(value, path);
  return canonicalJson(value);
}

/** A digest of rows in any order: the hash of the multiset of their SHA-256, each cut to 128 bits. */
class RowDigests {
  readonly #table = new Table({ a: 'integer', b: 'integer', c: 'integer', d: 'integer' }, new Dictionary());

  add(row: string | Buffer): void {
    const sha = createHash('sha256').update(row).digest();
    this.#table.append([0, 4, 8, 12].map((at) => sha.readUInt32LE(at)));
  }

  get rows(): number {
    return this.#table.length;
  }

  get hex(): string {
    const hash = new MultisetHash(this.#table.dictionary);
    hash.update(this.#table);
    return hash.hex();
  }
}
