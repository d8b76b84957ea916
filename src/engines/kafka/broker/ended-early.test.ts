import { expect, test } from 'vitest';
import { endProblem } from './ended-early.ts';

const left = { printed: 'started\njava.lang.Error: no topic', folder: '/tmp/own', freeBytes: 2 ** 30 };
const exited = { exitCode: 1, signal: null };

test('a program that ends by itself is told with the reason that it printed', () => {
  expect(endProblem('the job', exited, left)).toEqual({
    what: 'the job ended with exit code 1: java.lang.Error: no topic',
  });
  expect(endProblem('the job', exited, { ...left, printed: '' })).toEqual({ what: 'the job ended with exit code 1' });
});

test('what it printed is no reason where somebody has killed it, or where it has not started', () => {
  expect(endProblem('the job', { exitCode: null, signal: 'SIGKILL' }, left)).toEqual({
    what: 'the job ended with SIGKILL',
  });
  const error = new Error('spawn java ENOENT');
  expect(endProblem('the job', { exitCode: null, signal: null, error }, left)).toEqual({
    what: 'the job does not start: spawn java ENOENT',
  });
});

test('a full disk is the reason, also where nothing could be printed any more', () => {
  expect(endProblem('the job', exited, { ...left, printed: '', freeBytes: 4096 })).toEqual({
    what: 'the job ended with exit code 1: the disk of its files is full',
    where: '/tmp',
    remedy: 'Make room, or name another temporary folder in TMPDIR.',
  });
});
