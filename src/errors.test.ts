import { describe, expect, test } from 'vitest';
import { didYouMean, StreamBenchError } from './errors.ts';

describe('StreamBenchError', () => {
  test('says in two lines where, what and what to do', () => {
    const error = new StreamBenchError({
      kind: 'input',
      what: 'no rate is given',
      where: "load 'constant'",
      remedy: 'Give one.',
    });
    expect(error.message).toBe("load 'constant': no rate is given\nGive one.");
    expect(error.name).toBe('StreamBenchError');
  });

  test('says only what is wrong if nothing else is known', () => {
    expect(new StreamBenchError({ kind: 'environment', what: 'the disk is full' }).message).toBe('the disk is full');
  });

  test('has two lines whatever text it contains, and shows characters that control a terminal', () => {
    const problem = { kind: 'input', where: 'a\nb.ts', what: "there is no 'x\u001b[2J'", remedy: 'Write\ry.' } as const;
    const error = new StreamBenchError(problem);
    expect(error.message).toBe("a\\nb.ts: there is no 'x\\u001b[2J'\nWrite\\ry.");
    expect(error.problem).toBe(problem);
  });

  test('keeps the problem and the cause', () => {
    const cause = new Error('ENOSPC');
    const problem = { kind: 'environment', what: 'the disk is full' } as const;
    const error = new StreamBenchError(problem, cause);
    expect(error.problem).toBe(problem);
    expect(error.cause).toBe(cause);
    expect(error).toBeInstanceOf(Error);
  });
});

describe('didYouMean', () => {
  test.each([
    ['amonut', ['amount', 'time'], "Did you mean 'amount'?"],
    ['fruad', ['fraud', 'orders'], "Did you mean 'fraud'?"],
    ['time', ['times', 'timer', 'time'], "Did you mean 'time'?"],
    ['a', ['b'], "Did you mean 'b'?"],
  ])('%s among %j: %s', (given, candidates, expected) => {
    expect(didYouMean(given, candidates)).toBe(expected);
  });

  test.each([
    ['amount', ['time', 'card']],
    ['x', ['amount']],
    ['anything', []],
  ])('suggests nothing if no candidate is near: %s among %j', (given, candidates) => {
    expect(didYouMean(given, candidates)).toBeUndefined();
  });
});
