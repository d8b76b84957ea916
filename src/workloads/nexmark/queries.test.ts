import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { OutputRows } from '../../columns/output-rows.ts';
import type { Table } from '../../columns/table.ts';
import { compile } from '../../compile/compile.ts';
import { batch } from '../../executors/batch.ts';
import { continuous } from '../../executors/continuous.ts';
import type { Executor } from '../../executors/executor.ts';
import { microBatch } from '../../executors/micro-batch.ts';
import { digestFor } from '../../measurement/table-digest.ts';
import { VirtualClock } from '../../measurement/virtual-clock.ts';
import { workloads } from '../index.ts';
import type { Workload } from '../workload.ts';
import { answerArrivalsNanos, answerRecords, readAnswerRecords } from './answer-records.test-program.ts';
import { nexmark } from './index.ts';
import { storedAnswer, type StoredAnswer } from './stored-answer.test-program.ts';

const executors: Readonly<Record<string, Executor>> = {
  batch,
  continuous,
  'micro-batch': microBatch({ intervalNanos: 7e6, phaseNanos: 1e6 }),
};

const stored = JSON.parse(readFileSync(new URL('../answers/nexmark.json', import.meta.url), 'utf8')) as Record<string, StoredAnswer>;

let records: Table;
beforeAll(async () => {
  records = await readAnswerRecords();
});

interface Answer {
  /** Of the rows in their order, with their causes; of a table, of its rows at the end. */
  readonly digest: string;
  readonly stored: StoredAnswer;
}

function answerUnder(executor: Executor, { plan }: Workload): Answer {
  const step = compile(plan, records);
  const answer = new OutputRows(plan.schema, records.dictionary, step.output.key);
  const digest = digestFor(step.output);
  const take = (): void => {
    for (let row = 0; row < step.output.length; row++) answer.take(step.output, row);
    digest.update(step.output);
    step.output.clear();
  };
  executor({
    arrivalsNanos: answerArrivalsNanos(),
    clock: new VirtualClock(),
    invoke: (from, to) => step.invoke(from, to),
    commit: take,
    observe: () => {},
  });
  step.finish();
  take();
  const rows = Array.from({ length: answer.length }, (_, row) => answer.table.row(row));
  return { digest: digest.hex(), stored: storedAnswer(rows, plan.schema) };
}

describe.each(Object.entries(nexmark))('%s', (name, query) => {
  test(`makes of ${answerRecords.count} records what DuckDB makes of them, under every executor`, () => {
    const answers = Object.values(executors).map((executor) => answerUnder(executor, query));
    expect(answers[0].stored).toEqual(stored[name]);
    expect(answers[0].stored.rows).toBeGreaterThan(0);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test('is among the workloads, and says what it models', () => {
    expect(workloads[name]).toBe(query);
    expect(query.description).toMatch(/^Nexmark\. [A-Z].*\.$/);
  });
});

test('the README says of each of the 23 queries whether it is there', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  const table = readme.split('\n').flatMap((line) => /^\| (q\d+) \| (yes|adapted|missing) \| (.*)\|$/.exec(line)?.slice(1, 4) ?? []);
  const rows = Array.from({ length: table.length / 3 }, (_, row) => table.slice(3 * row, 3 * row + 3));
  expect(rows.map(([query]) => query)).toEqual(Array.from({ length: 23 }, (_, number) => `q${number}`));
  const there = rows.filter(([, state]) => state !== 'missing').map(([query]) => `nexmark:${query}`);
  expect(there).toEqual(Object.keys(nexmark));
  // What is not as published says why.
  expect(rows.filter(([, state, why]) => state !== 'yes' && why === '')).toEqual([]);
});
