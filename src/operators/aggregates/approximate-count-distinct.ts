import type { ColumnType } from '../../columns/column-type.ts';
import type { Dictionary } from '../../columns/dictionary.ts';
import { hashBytes, hashNumber } from '../../random/content-hash.ts';
import type { Accumulator, AggregateFunction } from './aggregate.ts';
import { HyperLogLog } from './hyper-log-log.ts';

const hash = new Uint32Array(2);
/** Of a text of UTF-16 in UTF-8. */
const mostBytesPerUnit = 3;
let bytes = Buffer.alloc(1024);

/**
 * An estimate of the number of distinct values that are not null: see HyperLogLog. Never null; without values, 0.
 * Texts are hashed and not their codes, so the order of arrival cannot matter.
 */
class ApproximateCountDistinct implements Accumulator {
  readonly #sketches: (HyperLogLog | undefined)[] = [];
  readonly #dictionary: Dictionary;
  readonly #isText: boolean;

  constructor(type: ColumnType | undefined, dictionary: Dictionary) {
    this.#isText = type === 'text';
    this.#dictionary = dictionary;
  }
  grow(capacity: number): void {
    // A group without values needs no sketch.
    while (this.#sketches.length < capacity) this.#sketches.push(undefined);
  }
  reset(slot: number): void {
    this.#sketches[slot] = undefined;
  }
  add(slot: number, value: number): void {
    if (this.#isText) hashText(this.#dictionary.decode(value));
    else hashNumber(value, hash);
    (this.#sketches[slot] ??= new HyperLogLog()).add(hash[0], hash[1]);
  }
  isNull(): boolean {
    return false;
  }
  value(slot: number): number {
    return this.#sketches[slot]?.estimate() ?? 0;
  }
}

/** Its bytes are not kept: there may be as many texts as records. */
function hashText(text: string): void {
  const most = mostBytesPerUnit * text.length;
  if (most > bytes.length) bytes = Buffer.alloc(2 * most);
  hashBytes(bytes, hash, bytes.write(text));
}

export const approximateCountDistinct: AggregateFunction = {
  name: 'approximateCountDistinct',
  result: (argument) => argument && 'integer',
  takes: 'any value',
  create: ({ argumentType, dictionary }) => new ApproximateCountDistinct(argumentType, dictionary),
};
