import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../results/example.test-program.ts';
import { escapeControls } from '../control-characters.ts';
import { csvReport } from './csv.ts';
import { comparedResult, enginesResult, hostile } from './example-results.test-program.ts';

/** Every scalar below `value`, as text, with its path. */
function scalars(value: unknown, path: string): [string, string][] {
  if (Array.isArray(value)) return [];
  if (value === null || typeof value !== 'object') return [[path, value === null ? '' : `${value as string | number}`]];
  return Object.entries(value).flatMap(([name, of]) => scalars(of, path === '' ? name : `${path}.${name}`));
}

/** As another program reads it, strictly. */
function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true, record_delimiter: '\r\n' });
}

test('has a line for each unit of each file, with nested figures by their path', () => {
  const rows = rowsOf(
    csvReport([
      { path: 'a.json', text: '', result: comparedResult() },
      { path: 'b.json', text: '', result: exampleResult() },
    ]),
  );
  expect(rows).toHaveLength(13);
  expect(rows[0]).toMatchObject({
    file: 'a.json',
    workload: 'fraud',
    executor: 'continuous',
    intervalMs: '',
    commit: 'invocation',
    repetition: '0',
    engine: 'local',
    mode: 'continuous',
    failure: '',
    'exclusions.reason': 'stolen time <1 %>; clock step',
    'latencyMicros.p50': '20',
    'local.splitMicros.commit': '20',
    'backlog.slopeShare': '0',
    'output.rows': '518',
    cpuNanosPerRecord: '',
  });
  expect(rows[3]).toMatchObject({ executor: 'micro-batch', intervalMs: '100', 'latencyMicros.p99': '200004' });
  expect(rows[12]).toMatchObject({ file: 'b.json' });
});

test('has the same columns whatever figures are missing', () => {
  const [whole] = csvReport([{ path: 'a.json', text: '', result: exampleResult() }]).split('\r\n');
  const without = exampleUnit({ latencyMicros: null, output: null, local: null });
  const [head, row] = csvReport([{ path: 'a.json', text: '', result: exampleResult({ units: [without] }) }]).split(
    '\r\n',
  );
  expect(head).toBe(whole);
  expect(row.split(',')).toHaveLength(head.split(',').length);
});

test('says which figures each reason excludes', () => {
  const exclusions = [
    { reason: 'a pause', figures: ['p999', 'distribution'] as const },
    { reason: 'clock step', figures: ['recovery'] as const },
  ].map(({ reason, figures }) => ({ reason, figures: [...figures] }));
  const result = exampleResult({ units: [exampleUnit({ exclusions }), exampleUnit({ failure: 'another answer' })] });
  expect(rowsOf(csvReport([{ path: 'a.json', text: '', result }]))).toMatchObject([
    { 'exclusions.reason': 'a pause; clock step', 'exclusions.figures': 'p999 distribution; recovery', failure: '' },
    { 'exclusions.reason': '', 'exclusions.figures': '', failure: 'another answer' },
  ]);
});

test('leaves empty what another engine does not report', () => {
  const rows = rowsOf(csvReport([{ path: 'a.json', text: '', result: enginesResult() }]));
  expect(rows[1]).toMatchObject({
    engine: 'spark',
    mode: 'real-time',
    'latencyMicros.p50': '5000',
    peakRssBytes: '',
    'output.digest': '',
  });
  const known = Object.entries(rows[1]).filter(([path, text]) => path.startsWith('local.') && text !== '');
  expect(known).toEqual([]);
  expect(rows[0]['local.busyShare']).toBe('0.18');
});

test('gives back every scalar figure of a unit', () => {
  const unit = exampleUnit();
  const [row] = rowsOf(csvReport([{ path: 'a.json', text: '', result: exampleResult({ units: [unit] }) }]));
  const missing = scalars(unit, '').filter(([path, text]) => !path.startsWith('histograms.') && row[path] !== text);
  expect(missing).toEqual([]);
});

test('quotes what would end a field, and escapes control characters', () => {
  const { experiment } = exampleResult();
  const result = exampleResult({ experiment: { ...experiment, workload: hostile } });
  expect(rowsOf(csvReport([{ path: 'a,"b".json', text: '', result }]))[0]).toMatchObject({
    file: 'a,"b".json',
    workload: escapeControls(hostile),
  });
});
