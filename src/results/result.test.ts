import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { exampleResult, exampleRun } from './example.test-program.ts';
import { resultSchema } from './result.ts';

const accepts = new Ajv().compile(resultSchema);

test('result.schema.json says the same as result.ts; after a change write it anew: npx vitest run src/results -u', async () => {
  await expect(`${JSON.stringify(resultSchema, null, 2)}\n`).toMatchFileSnapshot('result.schema.json');
});

test('the schema accepts a whole document, with nulls where there is no figure', () => {
  expect(accepts(exampleResult())).toBe(true);
  const withoutFigures = exampleRun({ latencyMicros: null, splitMicros: null, throughput: null, busyShare: null, output: null });
  expect(accepts(exampleResult({ runs: [withoutFigures], recommendation: null }))).toBe(true);
});

test.each<[string, object]>([
  ['a misspelt name', { ...exampleResult(), machines: [] }],
  ['another version of the format', exampleResult({ schema: 'stream-bench/result@2' as never })],
  ['a count below 0', exampleResult({ sameAnswer: { equal: true, reference: 'batch', digest: '', rows: -1 } })],
  ['a figure that is not a number', exampleResult({ runs: [exampleRun({ throughput: 'fast' as never })] })],
  ['a run without a status', exampleResult({ runs: [{ ...exampleRun(), status: undefined as never }] })],
  ['an unknown verdict', exampleResult({ runs: [exampleRun({ sustained: 'maybe' as never })] })],
])('the schema refuses %s', (_, document) => {
  // As a reader of the file sees it: what is undefined is not there.
  expect(accepts(JSON.parse(JSON.stringify(document)))).toBe(false);
});
