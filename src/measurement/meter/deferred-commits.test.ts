import { describe, expect, test } from 'vitest';
import { DeferredCommits, type UnitObserver } from './deferred-commits.ts';

/** Records what is observed, as text. */
class Seen implements UnitObserver {
  readonly events: string[] = [];

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
  }: Parameters<UnitObserver['observe']>[0]): void {
    const later = `visible ${visibleNanos}, committed ${committedNanos}`;
    const causesOfRows = [...causes.subarray(0, rows)].join();
    this.events.push(`${from}–${to}: ${startNanos} ${processedNanos} ${freeNanos}, ${later}, rows of ${causesOfRows}`);
  }

  observeCommit({
    from,
    to,
    startNanos,
    committedNanos,
    workNanos,
  }: Parameters<UnitObserver['observeCommit']>[0]): void {
    this.events.push(`commit ${from}–${to}: ${startNanos}–${committedNanos}, work ${workNanos}`);
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
    takenNanos: 0,
    causes,
    rows,
  });
}

function seenOf(deferred: DeferredCommits): string[] {
  const seen = new Seen();
  deferred.observeAll(seen);
  return seen.events;
}

test('invocations are observed in order once their commit is known, then the commit', () => {
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

test('a commit without a further record does not count', () => {
  const deferred = new DeferredCommits('commit');
  handOver(deferred, 0);
  deferred.committed(1, 100, 105, 7);
  deferred.committed(1, 110, 115, 7);
  expect(seenOf(deferred)).toHaveLength(2);
});

describe('if rows are visible as soon as they are written', () => {
  test('an invocation is visible when the sink says so; without rows, when it is handed over', () => {
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

  test('the times of an invocation never decrease, whatever two threads read from the clock', () => {
    const deferred = new DeferredCommits('write');
    handOver(deferred, 0, 1);
    deferred.visible(1, 1);
    deferred.committed(1, 2, 2, 7);
    expect(seenOf(deferred)).toEqual(['0–1: 0 3 4, visible 3, committed 3, rows of 0', 'commit 0–1: 2–2, work 7']);
  });
});

test('each invocation is observed once, whatever the number of those that wait', () => {
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
  const invocations = seen.events.filter((text) => !text.startsWith('commit'));
  expect(invocations.length).toBeGreaterThan(19_000);
  for (const [record, text] of invocations.entries()) {
    const causes = Array.from({ length: record % 5 }, () => record).join();
    expect(
      text.startsWith(`${record}–${record + 1}: ${record * 10} `) && text.endsWith(`rows of ${causes}`),
      text,
    ).toBe(true);
  }
});

test('one call of observeSome passes only a few', () => {
  const deferred = new DeferredCommits('commit');
  for (let record = 0; record < 100; record++) handOver(deferred, record);
  deferred.committed(100, 1, 2, 7);
  const seen = new Seen();
  deferred.observeSome(seen);
  expect(seen.events).toHaveLength(4);
});
