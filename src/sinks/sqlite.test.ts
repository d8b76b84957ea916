import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSink, readCommitted } from './index.ts';
import { outputOf } from './output-of.test-program.ts';
import type { CommittedOutput } from './sink.ts';
import { SqliteSink } from './sqlite.ts';

const schema = { name: 'text', amount: 'integer' } as const;

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-sqlite-'));
  path = join(directory, 'output.sqlite');
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function committed(): CommittedOutput {
  return readCommitted('sqlite', { directory, schema });
}

test('killed before it has made its tables, it reads as empty and opens', () => {
  new DatabaseSync(path).close();
  expect(committed()).toEqual({ rows: [], position: 0 });
  const sink = openSink('sqlite', { directory, schema, sync: 'normal' });
  expect(sink.position).toBe(0);
  sink.close();
});

test('loses the rows too when the position cannot be written', () => {
  const database = new DatabaseSync(path);
  const sink = new SqliteSink(database, path, { schema, sync: 'normal' });
  sink.write(outputOf(schema, [[0, 'kept', 1]]));
  sink.commit(1);
  database.exec(`CREATE TEMP TRIGGER refuse BEFORE UPDATE ON main.position BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  sink.write(outputOf(schema, [[1, 'lost', 2]]));
  expect(() => sink.commit(2)).toThrow('refused');
  expect(sink.position).toBe(1);
  expect(committed()).toEqual({ rows: [[0, 'kept', 1]], position: 1 });
});

test('stores values that SQL can use: integers, NaN as text, booleans as 0 and 1', () => {
  const types = { i: 'integer', f: 'float', b: 'boolean', n: 'float' } as const;
  const sink = openSink('sqlite', { directory, schema: types, sync: 'full' });
  sink.write(outputOf(types, [[0, 5, 2, true, Number.NaN]]));
  sink.commit(1);
  sink.close();
  const database = new DatabaseSync(path, { readOnly: true });
  const row = database.prepare('SELECT typeof(i) ti, typeof(f) tf, b, n FROM output').get();
  expect({ ...row }).toEqual({ ti: 'integer', tf: 'real', b: 1, n: 'NaN' });
  expect(database.prepare('SELECT count(*) c FROM position').get()?.['c']).toBe(1);
  database.close();
});

test('a checkpoint is told of exactly those commits that change the file of the database', () => {
  const sink = openSink('sqlite', { directory, schema, sync: 'normal' });
  const seen: boolean[] = [];
  const real: boolean[] = [];
  for (let position = 1; position <= 2500; position++) {
    const before = readFileSync(path);
    sink.commit(position);
    seen.push(sink.hasCheckpointed!());
    real.push(!before.equals(readFileSync(path)));
  }
  sink.close();
  expect(real.filter(Boolean).length).toBeGreaterThanOrEqual(2);
  expect(seen).toEqual(real);
});
