import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { exampleLocal, exampleResult, exampleUnit } from './example.test-program.ts';
import { resultSchema } from './result.ts';

const accepts = new Ajv().compile(resultSchema);

test('result.schema.json says the same as result.ts; npx vitest run src/results -u writes it anew', async () => {
  await expect(`${JSON.stringify(resultSchema, null, 2)}\n`).toMatchFileSnapshot('result.schema.json');
});

test('the schema accepts a whole document, with nulls where there is no figure', () => {
  expect(accepts(exampleResult())).toBe(true);
  const withoutFigures = exampleUnit({
    latencyMicros: null,
    throughput: null,
    peakRssBytes: null,
    output: null,
    local: exampleLocal({ splitMicros: null, busyShare: null }),
  });
  const ofAnotherEngine = exampleUnit({ engine: 'spark', mode: 'real-time', local: null });
  expect(accepts(exampleResult({ units: [withoutFigures, ofAnotherEngine], recommendation: null }))).toBe(true);
});

test.each<[string, object]>([
  ['a misspelt name', { ...exampleResult(), machines: [] }],
  ['another version of the format', exampleResult({ schema: 'stream-bench/result@1' as never })],
  ['a count below 0', exampleResult({ sameAnswer: { ...exampleResult().sameAnswer, rows: -1 } })],
  ['a figure that is not a number', exampleResult({ units: [exampleUnit({ throughput: 'fast' as never })] })],
  ['a unit without exclusions', exampleResult({ units: [{ ...exampleUnit(), exclusions: undefined as never }] })],
  ['an unknown kind of findings', exampleResult({ findings: { kind: 'guess' } as never })],
  ['findings of another kind', exampleResult({ findings: { kind: 'sweep' } as never })],
  ['an unknown verdict', exampleResult({ units: [exampleUnit({ keepsUp: 'maybe' as never })] })],
])('the schema refuses %s', (_, document) => {
  // As a reader of the file sees it: what is undefined is not there.
  expect(accepts(JSON.parse(JSON.stringify(document)))).toBe(false);
});
