import { createHash } from 'node:crypto';
import { typeOf, type Schema, type Value } from '../../columns/column-type.ts';
import type { Table } from '../../columns/table.ts';
import { constant } from '../../loads/constant.ts';
import type { Workload } from '../workload.ts';

/** What a workload makes of its answer's records, short enough to be kept: rows in the order of their texts. */
export interface StoredAnswer {
  readonly rows: number;
  /** SHA-256 of all rows, a line of JSON each. */
  readonly digest: string;
  readonly firstRows: readonly (readonly Value[])[];
}

/** Floats are compared to this many digits: engines may add up in another order. */
const comparedDigits = 12;
const shownRows = 10;
const seed = 1;

/** The records whose answers are stored: two seconds of a smaller load than usual, so that several windows close. */
export function readAnswerRecords({ source }: Workload): Promise<Table> {
  return source.read(constant({ ratePerSecond: 2_500 }).arrivalsNanos(2e9, seed), seed);
}

/** @param rows in any order, values in the schema's order */
export function storedAnswer(rows: readonly (readonly Value[])[], schema: Schema): StoredAnswer {
  const types = Object.values(schema).map(typeOf);
  const lines = rows.map((row) => JSON.stringify(row.map((value, index) => (types[index] === 'float' ? rounded(value) : value)))).toSorted();
  return {
    rows: lines.length,
    digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
    firstRows: lines.slice(0, shownRows).map((line) => JSON.parse(line) as Value[]),
  };
}

function rounded(value: Value): Value {
  return typeof value === 'number' ? Number(value.toPrecision(comparedDigits)) : value;
}
