/**
 * Rewrites answers.json: DuckDB's answer for each workload's records. Its SQL was written by hand from the workload's
 * description and not from its plan, and does not know of late records.
 *
 * Run: node src/workloads/answers/make-answers.test-program.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { workloads } from '../index.ts';
import { nexmarkSql } from '../nexmark/duckdb-queries.test-program.ts';
import { partsSql } from '../parts/duckdb-queries.test-program.ts';
import { askDuckdb } from './duckdb.test-program.ts';
import { recordsOf } from './records.test-program.ts';
import { storedAnswer, storedAnswersFile, type StoredAnswer } from './stored-answer.test-program.ts';

const folder = new URL('sql/', import.meta.url);
const fromFiles = readdirSync(folder).map(
  (file) => [basename(file, '.sql'), readFileSync(new URL(file, folder), 'utf8')] as const,
);

const answers: Record<string, StoredAnswer> = {};
for (const [name, sql] of [...fromFiles, ...Object.entries({ ...partsSql, ...nexmarkSql })]) {
  const workload = await workloads[name]();
  const { records } = await recordsOf(workload);
  answers[name] = storedAnswer(await askDuckdb(sql, records), workload.plan.schema);
}
writeFileSync(storedAnswersFile, `${JSON.stringify(answers, null, 1)}\n`);
