import { createHash } from 'node:crypto';
import { typeOf, type Schema, type Value } from '../../columns/column-type.ts';

/** A summary of a workload's answer. Its rows are sorted by their JSON text. */
export interface StoredAnswer {
  readonly rows: number;
  /** SHA-256 of all rows, each a line of JSON. */
  readonly digest: string;
  readonly firstRows: readonly (readonly Value[])[];
}

/** By the workloads' names. */
export type StoredAnswers = Readonly<Record<string, StoredAnswer>>;

export const storedAnswersFile = new URL('answers.json', import.meta.url);

/** Floats are compared to this many digits: engines may add them up in another order. */
const comparedDigits = 12;
const shownRows = 3;

/** @param rows in any order, values in the schema's order */
export function storedAnswer(rows: readonly (readonly Value[])[], schema: Schema): StoredAnswer {
  const types = Object.values(schema).map(typeOf);
  const lines = rows
    .map((row) => JSON.stringify(row.map((value, index) => (types[index] === 'float' ? rounded(value) : value))))
    .toSorted();
  return {
    rows: lines.length,
    digest: createHash('sha256').update(lines.join('\n')).digest('hex'),
    firstRows: lines.slice(0, shownRows).map((line) => JSON.parse(line) as Value[]),
  };
}

function rounded(value: Value): Value {
  return typeof value === 'number' ? Number(value.toPrecision(comparedDigits)) : value;
}
