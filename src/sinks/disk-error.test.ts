import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { machineHas } from '../machine-has.test-program.ts';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import { diskError } from './disk-error.ts';
import { durableSinkKinds, openSink, readCommitted } from './index.ts';
import { SqliteSink } from './sqlite.ts';

const schema = { text: 'text' } as const;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-disk-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function problemOf(action: () => unknown): Problem {
  try {
    action();
  } catch (error) {
    if (error instanceof StreamBenchError) return error.problem;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function rowsOf(count: number): OutputRows {
  const rows = new OutputRows(schema, new Dictionary());
  const code = rows.table.dictionary.encode('x'.repeat(1000));
  for (let cause = 0; cause < count; cause++) rows.table.column('text').values[rows.reserve(cause)] = code;
  return rows;
}

describe('diskError', () => {
  test.each([
    [{ code: 'ENOSPC' }, 'the disk is full'],
    [{ code: 'EDQUOT' }, 'the disk quota is used up'],
    [{ code: 'EFBIG' }, 'the file is larger than allowed here'],
    [{ code: 'EROFS' }, 'no permission to write'],
    [{ code: 'EACCES' }, 'no permission to write'],
    [{ code: 'EIO' }, 'the disk reported an error'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 13 }, 'the disk is full'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 8 }, 'no permission to write'],
    // SQLITE_READONLY_DIRECTORY and SQLITE_IOERR_WRITE: extended codes.
    [{ code: 'ERR_SQLITE_ERROR', errcode: 8 | (6 << 8) }, 'no permission to write'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 10 | (3 << 8) }, 'the disk reported an error'],
    [{ code: 'ERR_SQLITE_ERROR', errcode: 14 }, 'the file cannot be opened'],
  ])('turns %j into a problem with its place and a remedy', (codes, what) => {
    const cause = Object.assign(new Error('raw'), codes);
    const error = diskError(cause, '/out/output.sqlite');
    expect(error).toBeInstanceOf(StreamBenchError);
    const { problem } = error as StreamBenchError;
    expect(problem).toEqual({ kind: 'environment', what, where: '/out/output.sqlite', remedy: problem.remedy });
    expect(problem.remedy).toMatch(/\w\.$/);
    expect((error as StreamBenchError).cause).toBe(cause);
  });

  test.each([
    new TypeError('a defect'),
    Object.assign(new Error('syntax error'), { code: 'ERR_SQLITE_ERROR', errcode: 1 }),
    Object.assign(new Error('bad descriptor'), { code: 'EBADF' }),
    'not an error',
  ])('returns any other error unchanged: %s', (error) => {
    expect(diskError(error, 'path')).toBe(error);
  });
});

describe.each(durableSinkKinds)('%s sink', (kind) => {
  test('reports a folder that does not exist', () => {
    const missing = join(directory, 'missing');
    const problem = problemOf(() => openSink(kind, { directory: missing, schema, sync: 'normal' }));
    expect(problem).toMatchObject({ kind: 'environment', what: 'the file cannot be opened' });
    expect(problem.where).toContain(missing);
  });

  test('reports a folder where its file should be', () => {
    mkdirSync(join(directory, 'output.ndjson'));
    mkdirSync(join(directory, 'output.sqlite'));
    const problem = problemOf(() => openSink(kind, { directory, schema, sync: 'normal' }));
    expect(problem).toMatchObject({ kind: 'environment', what: 'the file cannot be opened' });
  });
});

describe('a full disk', () => {
  // Linux has a device on which every write fails with ENOSPC.
  test.runIf(machineHas('/dev/full'))('fails the commit of a file sink', () => {
    symlinkSync('/dev/full', join(directory, 'output.ndjson'));
    const sink = openSink('file', { directory, schema, sync: 'normal' });
    sink.write(rowsOf(1));
    expect(problemOf(() => sink.commit(1))).toMatchObject({
      kind: 'environment',
      what: 'the disk is full',
      where: join(directory, 'output.ndjson'),
    });
    expect(sink.position).toBe(0);
    sink.close();
  });

  test('fails the write of a SQLite sink, which keeps its earlier commits', () => {
    const path = join(directory, 'output.sqlite');
    const database = new DatabaseSync(path);
    const sink = new SqliteSink(database, path, { schema, sync: 'normal' });
    sink.write(rowsOf(2));
    sink.commit(7);
    database.exec('PRAGMA max_page_count = 20');
    sink.write(rowsOf(3));
    const problem = problemOf(() => sink.write(rowsOf(200)));
    expect(problem).toMatchObject({ kind: 'environment', what: 'the disk is full', where: path });
    expect(() => sink.commit(8)).toThrow('database is not open');
    sink.close();
    const { rows, position } = readCommitted('sqlite', { directory, schema });
    expect([rows.length, position]).toEqual([2, 7]);
  });
});

test('a SQLite sink reports a database that it may not write', () => {
  const path = join(directory, 'output.sqlite');
  openSink('sqlite', { directory, schema, sync: 'normal' }).close();
  const sink = new SqliteSink(new DatabaseSync(path, { readOnly: true }), path, { schema, sync: 'normal' });
  expect(problemOf(() => sink.write(rowsOf(1)))).toMatchObject({
    kind: 'environment',
    what: 'no permission to write',
    where: path,
  });
});
