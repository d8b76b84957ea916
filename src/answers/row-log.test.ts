import { expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { RowLog } from './row-log.ts';
import { digestFor, type AnswerDigest } from './answer-digest.ts';

const schema = { name: 'text', value: 'integer?' } as const;

/** Puts out rows in invocations of these sizes, each of which clears the output of the one before. */
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
  const { rows, rowsWritten } = digest;
  return { rows, rowsWritten, hex: digest.hex(), unorderedHex: digest.unorderedHex() };
}

test.each([
  ['a sequence of rows', undefined],
  ['rows that replace each other', ['name']],
])('the digest of %s is the same during the measurement and after it', (_, key) => {
  // More rows than a piece holds, in one invocation and in several.
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
