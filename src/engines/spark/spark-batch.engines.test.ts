import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Dictionary } from '../../columns/dictionary.ts';
import { Table } from '../../columns/table.ts';
import { batch } from '../../executors/batch.ts';
import { requireInstallation } from '../../installations/installation.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import { writeSql } from '../../sql/write-sql.ts';
import { answerUnder } from '../../workloads/answers/answer.test-program.ts';
import { recordsOf, type ArrivedRecords } from '../../workloads/answers/records.test-program.ts';
import { parts } from '../../workloads/parts/index.ts';
import type { Workload } from '../../workloads/workload.ts';
import { groupKey } from '../group-key.ts';
import { jsonReader, jsonWriter } from '../../row-formats/record-json.ts';
import { ddlOf, jsonOptions, ownSettings } from './spark-query.ts';

// The reference answer is that of this program. Spark's own batch has to give the same, out of the same records.

const loaded: readonly Workload[] = await Promise.all(Object.values(parts).map(async (load) => load()));
const arrived = new Map<Workload, ArrivedRecords>();
let folder: string;

const fileOf = ({ name }: Workload, kind: string): string => join(folder, `${name.replace(':', '-')}-${kind}.ndjson`);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-spark-batch-'));
  for (const workload of loaded) arrived.set(workload, await recordsOf(workload));
  const plans = loaded.map((workload) => {
    writeRecords(workload);
    const { records, tables, query } = writeSql(workload.plan, 'spark');
    return {
      records,
      query,
      tables: tables.map(({ statement }) => statement),
      schema: ddlOf(sourceOf(workload.plan).schema),
      records_file: fileOf(workload, 'records'),
      rows_file: fileOf(workload, 'rows'),
    };
  });
  const requests = join(folder, 'requests.json');
  writeFileSync(requests, JSON.stringify({ settings: ownSettings(folder), json: jsonOptions, plans }));
  const { python, pysparkJars } = requireInstallation('spark');
  const env = { ...process.env, SPARK_HOME: dirname(pysparkJars!), SPARK_CONF_DIR: undefined };
  const program = join(import.meta.dirname, 'fixtures', 'spark_batch.py');
  execFileSync(python!, [program, requests], { cwd: folder, env, stdio: 'pipe' });
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true }));

function writeRecords(workload: Workload): void {
  const { records } = arrived.get(workload)!;
  const write = jsonWriter(records);
  const lines = Array.from({ length: records.length }, (_, row) => `${write(records, row)}\n`);
  writeFileSync(fileOf(workload, 'records'), lines.join(''));
}

test.each(loaded.map((workload) => [workload.name, workload] as const))('%s', (_, workload) => {
  const read = jsonReader(new Table(workload.plan.schema, new Dictionary()));
  const lines = readFileSync(fileOf(workload, 'rows'), 'utf8').split('\n').slice(0, -1);
  const own = answerUnder(batch, workload, arrived.get(workload)!).rows.map(groupKey);
  expect(own.length).toBeGreaterThan(5);
  expect(lines.map((line) => groupKey(read(line)!)).toSorted()).toEqual(own.toSorted());
});
