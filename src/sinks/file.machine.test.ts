import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSink, readCommitted } from './index.ts';
import { outputOf } from './output-of.test-program.ts';
import type { CommittedOutput, CommittedRow, Sink, VisibleAt } from './sink.ts';

const schema = { name: 'text', amount: 'integer' } as const;

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-file-'));
  path = join(directory, 'output.ndjson');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function open(visibleAt: VisibleAt = 'commit'): Sink {
  return openSink('file', { directory, schema, sync: 'normal', visibleAt });
}

function committed(): CommittedOutput {
  return readCommitted('file', { directory, schema });
}

test('writes one object for each row and a position line for each commit', () => {
  const types = { 'a b': 'text', f: 'float', b: 'boolean', at: 'timestamp?' } as const;
  const sink = openSink('file', { directory, schema: types, sync: 'normal' });
  const rows: CommittedRow[] = [
    [0, 'x"', Number.NaN, true, 1_700_000_000_000_000],
    [1, 'y', -Infinity, false, null],
  ];
  sink.write(outputOf(types, rows));
  sink.commit(2);
  sink.commit(3);
  sink.close();
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([
    '{"cause":0,"a b":"x\\"","f":"NaN","b":true,"at":1700000000000000}',
    '{"cause":1,"a b":"y","f":"-Infinity","b":false,"at":null}',
    '{"position":2}',
    '{"position":3}',
    '',
  ]);
});

test('cut off at any byte, it is read and goes on as of the last whole commit', () => {
  const [a, b, c]: CommittedRow[] = [
    [0, 'a😀', 1],
    [0, 'b', 2],
    [1, 'c\n', 3],
  ];
  const next: CommittedRow = [20, 'next', 9];
  const sink = open();
  sink.write(outputOf(schema, [a, b]));
  sink.commit(1);
  const firstEnd = readFileSync(path).length;
  sink.write(outputOf(schema, [c]));
  sink.commit(12);
  sink.close();
  const whole = readFileSync(path);
  for (let bytes = whole.length; bytes >= 0; bytes--) {
    writeFileSync(path, whole);
    truncateSync(path, bytes);
    const [count, position] = bytes === whole.length ? [3, 12] : bytes >= firstEnd ? [2, 1] : [0, 0];
    const rows = [a, b, c].slice(0, count);
    expect(committed()).toEqual({ rows, position });
    const reopened = open();
    expect(reopened.position).toBe(position);
    reopened.write(outputOf(schema, [next]));
    reopened.commit(21);
    reopened.close();
    expect(committed()).toEqual({ rows: [...rows, next], position: 21 });
  }
});

test('finds its last commit before a torn tail of any length', () => {
  const sink = open();
  sink.commit(6);
  sink.close();
  appendFileSync(path, `{"cause":1,"name":"x","amount":1}\n`.repeat(10_000));
  const reopened = open();
  expect(reopened.position).toBe(6);
  reopened.close();
  expect(readFileSync(path, 'utf8')).toBe('{"position":6}\n');
});

test('asked to show rows at the write, it holds them before their commit; reopening cuts them off', () => {
  const [a, b, c]: CommittedRow[] = [
    [0, 'a', 1],
    [1, 'b', 2],
    [2, 'c', 3],
  ];
  const sink = open('write');
  sink.write(outputOf(schema, [a]));
  sink.commit(1);
  sink.write(outputOf(schema, [b]));
  sink.write(outputOf(schema, [c]));
  const firstCommit = '{"cause":0,"name":"a","amount":1}\n{"position":1}\n';
  const uncommitted = '{"cause":1,"name":"b","amount":2}\n{"cause":2,"name":"c","amount":3}\n';
  expect(readFileSync(path, 'utf8')).toBe(firstCommit + uncommitted);
  expect(committed()).toEqual({ rows: [a], position: 1 });
  sink.close();
  const reopened = open('write');
  expect([reopened.position, readFileSync(path, 'utf8')]).toEqual([1, firstCommit]);
  reopened.write(outputOf(schema, [b]));
  reopened.commit(2);
  reopened.close();
  expect(committed()).toEqual({ rows: [a, b], position: 2 });
});
