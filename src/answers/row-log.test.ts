import { expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { RowLog } from './row-log.ts';
import { digestFor, type AnswerDigest } from './answer-digest.ts';

const schema = { name: 'text', value: 'integer?' } as const;

/** Rows in invocations of so many, each of which clears what the one before put out. */
function drive(output: OutputRows, invocations: readonly number[], take: () => void): void {
  const { dictionary } = output.table;
  let cause = 0;
  for (const rows of invocations) {
    output.clear();
    for (let index = 0; index < rows; index++, cause++) {
      const row = output.reserve(cause);
      const [names, values] = output.table.columns;
      names.values[row] = dictionary.encode(`name ${cause % 7}`);
      values.values[row] = cause;
      values.nulls![row] = cause % 3 === 0 ? 1 : 0;
      output.settle();
    }
    take();
  }
}

function figuresOf(digest: AnswerDigest) {
  return { rows: digest.rows, rowsWritten: digest.rowsWritten, hex: digest.hex() };
}

test.each([
  ['a sequence of rows', undefined],
  ['rows that replace each other', ['name']],
])('the digest of %s is the same when it is taken after the run', (_, key) => {
  // More than a piece holds, in one invocation and over several.
  const invocations = [1, 0, 40_000, 3, 20_000];
  const output = new OutputRows(schema, new Dictionary(), key);
  const [log, during, afterwards] = [new RowLog(), digestFor(output), digestFor(output)];
  drive(output, invocations, () => {
    log.append(output);
    during.update(output);
  });
  log.replay(afterwards);
  expect(figuresOf(afterwards)).toEqual(figuresOf(during));
  expect(afterwards.rows).toBe(key === undefined ? 60_004 : 7);
});
