import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { sqlRefusals, writeSql } from '../../sql/write-sql.ts';
import { dialectNames } from '../../sql/dialect.ts';
import { workloads } from '../../workloads/index.ts';
import { explain } from './explain.ts';

async function linesOf(workload: string): Promise<string[]> {
  return stripVTControlCharacters(await explain(workload, {})).split('\n');
}

describe.each(Object.keys(workloads))('%s', (name) => {
  test('is explained within 80 columns', async () => {
    const lines = await linesOf(name);
    expect(lines.filter((line) => line.length > 80 || line.endsWith(' '))).toEqual([]);
    expect(lines).toContain('  local  micro-batch  yes');
  });

  test('has its SQL, or the reason why there is none', async () => {
    const { plan } = await workloads[name]();
    for (const sql of dialectNames) {
      if (sqlRefusals(plan, sql).length === 0)
        expect(await explain(name, { sql })).toContain(`\n\n${writeSql(plan, sql).query};\n`);
      else await expect(explain(name, { sql })).rejects.toThrow(/the plan cannot be written in the SQL of/);
    }
  });
});

test('shows the plan in the order in which rows pass', async () => {
  const lines = await linesOf('ysb');
  const from = lines.findIndex((line) => line.startsWith('Plan'));
  expect(lines.slice(from + 1, lines.indexOf('', from))).toEqual([
    '  source           event time time, watermark delay 0 ms',
    '                   time timestamp, user integer, page integer, ad integer,',
    '                     adType text, eventType text',
    "  filter           eventType = 'view'",
    '  project          ad',
    '  join-table       table of 1000 rows by ad, on ad, inner',
    '  tumbling-window  size 10 s, by campaign',
    '                   views = count()',
  ]);
});

test('shows a second input beside the first, and a shared part once', async () => {
  const lines = await linesOf('nexmark:q5');
  expect(lines).toContain('  │ source           as above');
  expect(lines).toContain('  interval-join      on windowEnd, before 0 ms, after 0 ms');
});

test('says which nodes a mode cannot run, and why', async () => {
  const lines = await linesOf('ysb');
  const at = lines.findIndex((line) => line.startsWith('  spark  continuous'));
  expect(lines.slice(at, at + 2)).toEqual([
    "  spark  continuous   no  tumbling-window: Spark's continuous mode knows",
    '                            projections and selections only',
  ]);
});

test('prints comments on what the answer depends on before the SQL', async () => {
  const text = await explain('ysb', { sql: 'duckdb' });
  expect(text.split('\n', 2)).toEqual([
    "-- Column 'arrival' of the table 'records' numbers the records from 0 in order",
    '-- of arrival. The query gives the answer of the finished stream, without late',
  ]);
});
