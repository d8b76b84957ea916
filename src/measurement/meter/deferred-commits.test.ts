import { describe, expect, test } from 'vitest';
import { DeferredCommits, type RunObserver } from './deferred-commits.ts';

/** What is observed, in words. */
class Seen implements RunObserver {
  readonly told: string[] = [];

  observe({
    from,
    to,
    startNanos,
    processedNanos,
    freeNanos,
    visibleNanos,
    committedNanos,
    causes,
    rows,
  }: Parameters<RunObserver['observe']>[0]): void {
    this.told.push(
      `${from}–${to}: ${startNanos} ${processedNanos} ${freeNanos}, visible ${visibleNanos}, committed ${committedNanos}, rows of ${[...causes.subarray(0, rows)].join()}`,
    );
  }

  observeCommit({
    from,
    to,
    startNanos,
    committedNanos,
    workNanos,
  }: Parameters<RunObserver['observeCommit']>[0]): void {
    this.told.push(`commit ${from}–${to}: ${startNanos}–${committedNanos}, work ${workNanos}`);
  }
}

/** Hands over an invocation of one record that starts at 10 times its index. */
function handOver(deferred: DeferredCommits, record: number, rows = 0): void {
  const startNanos = record * 10;
  const causes = Float64Array.from({ length: rows + 3 }, () => record);
  deferred.handedOver({
    from: record,
    to: record + 1,
    startNanos,
    processedNanos: startNanos + 3,
    freeNanos: startNanos + 4,
    causes,
    rows,
  });
}

function seenOf(deferred: DeferredCommits): string[] {
  const seen = new Seen();
  deferred.observeAll(seen);
  return seen.told;
}

test('invocations are observed once their commit is known, in order, and then the commit', () => {
  const deferred = new DeferredCommits('commit');
  handOver(deferred, 0);
  handOver(deferred, 1, 2);
  expect(seenOf(deferred)).toEqual([]);
  handOver(deferred, 2);
  deferred.committed(2, 100, 105, 7);
  expect(seenOf(deferred)).toEqual([
    '0–1: 0 3 4, visible 105, committed 105, rows of ',
    '1–2: 10 13 14, visible 105, committed 105, rows of 1,1',
    'commit 0–2: 100–105, work 7',
  ]);
  deferred.committed(3, 200, 205, 7);
  expect([deferred.position, ...seenOf(deferred)]).toEqual([
    3,
    '2–3: 20 23 24, visible 205, committed 205, rows of ',
    'commit 2–3: 200–205, work 7',
  ]);
});

test('a commit of no further record is none', () => {
  const deferred = new DeferredCommits('commit');
  handOver(deferred, 0);
  deferred.committed(1, 100, 105, 7);
  deferred.committed(1, 110, 115, 7);
  expect(seenOf(deferred)).toHaveLength(2);
});

describe('where rows are visible as soon as they are written', () => {
  test('that is when the sink says so, and without rows when the invocation is free', () => {
    const deferred = new DeferredCommits('write');
    handOver(deferred, 0, 1);
    handOver(deferred, 1);
    deferred.visible(1, 40);
    handOver(deferred, 2, 1);
    deferred.visible(3, 50);
    deferred.committed(3, 100, 105, 7);
    expect(seenOf(deferred)).toEqual([
      '0–1: 0 3 4, visible 40, committed 105, rows of 0',
      '1–2: 10 13 14, visible 14, committed 105, rows of ',
      '2–3: 20 23 24, visible 50, committed 105, rows of 2',
      'commit 0–3: 100–105, work 7',
    ]);
  });

  test('no time is before the one that it follows on, however two threads read the clock', () => {
    const deferred = new DeferredCommits('write');
    handOver(deferred, 0, 1);
    deferred.visible(1, 1);
    deferred.committed(1, 2, 2, 7);
    expect(seenOf(deferred)).toEqual(['0–1: 0 3 4, visible 3, committed 3, rows of 0', 'commit 0–1: 2–2, work 7']);
  });
});

test('however many wait, and however they come and go, each is observed once', () => {
  const deferred = new DeferredCommits('write');
  const seen = new Seen();
  let [handed, shown, committed] = [0, 0, 0];
  for (let turn = 1; turn < 400; turn++) {
    for (const end = handed + ((turn * 37) % 101); handed < end; handed++) handOver(deferred, handed, handed % 5);
    shown += Math.floor((handed - shown) * 0.7);
    deferred.visible(shown, shown * 10 + 5);
    committed += Math.floor((shown - committed) * (turn % 50 === 0 ? 1 : 0.05));
    deferred.committed(committed, 0, committed * 10 + 9, 7);
    for (let some = 0; some < 60; some++) deferred.observeSome(seen);
  }
  const invocations = seen.told.filter((text) => !text.startsWith('commit'));
  expect(invocations.length).toBeGreaterThan(19_000);
  for (const [record, text] of invocations.entries()) {
    const causes = Array.from({ length: record % 5 }, () => record).join();
    expect(
      text.startsWith(`${record}–${record + 1}: ${record * 10} `) && text.endsWith(`rows of ${causes}`),
      text,
    ).toBe(true);
  }
});

test('one call has only a few observed', () => {
  const deferred = new DeferredCommits('commit');
  for (let record = 0; record < 100; record++) handOver(deferred, record);
  deferred.committed(100, 1, 2, 7);
  const seen = new Seen();
  deferred.observeSome(seen);
  expect(seen.told).toHaveLength(4);
});
