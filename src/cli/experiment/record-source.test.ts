import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { generatedWorkload } from '../../engines/example-workloads.test-program.ts';
import { csv } from '../../sources/csv.ts';
import { recordSource } from './record-source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-source-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the records are others once the pipeline file has another text', () => {
  const path = join(folder, 'pipeline.ts');
  writeFileSync(path, 'keys: 1000');
  const before = recordSource(path, generatedWorkload);
  expect(recordSource(path, generatedWorkload)).toEqual(before);
  writeFileSync(path, 'keys: 2000');
  expect(recordSource(path, generatedWorkload)).not.toEqual(before);
});

test('the records are others once the recording has changed', () => {
  const path = join(folder, 'clicks.csv');
  writeFileSync(path, 'time\n1\n');
  const schema = { time: 'timestamp' } as const;
  const recorded = { ...generatedWorkload, source: csv({ path, schema, eventTime: 'time', timeUnit: 'us' }) };
  const before = recordSource('fraud', recorded);
  expect(recordSource('fraud', recorded)).toEqual(before);
  appendFileSync(path, '2\n');
  expect(recordSource('fraud', recorded)).not.toEqual(before);
});
