import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Watchdog, type Phase } from './watchdog.ts';

const preparing: Phase = { doing: 'preparing', noticeMs: 10, limitMs: 100 };
const measuring: Phase = { doing: 'measuring', noticeMs: 20, limitMs: 200 };

describe('a watchdog', () => {
  const calls: string[] = [];
  const watchdog = (): Watchdog =>
    new Watchdog({
      onSlow: ({ doing }) => calls.push(`slow ${doing}`),
      onOverdue: ({ doing }) => calls.push(`overdue ${doing}`),
    });
  beforeEach(() => {
    calls.length = 0;
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('says that a phase takes long, and then that it takes too long', () => {
    watchdog().begin(preparing);
    vi.advanceTimersByTime(9);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual(['slow preparing']);
    vi.advanceTimersByTime(1000);
    expect(calls).toEqual(['slow preparing', 'overdue preparing']);
  });

  test('counts the time of each phase from its beginning, and none between', () => {
    const watching = watchdog();
    watching.begin(preparing);
    vi.advanceTimersByTime(9);
    watching.end();
    vi.advanceTimersByTime(1000);
    watching.begin(measuring);
    vi.advanceTimersByTime(19);
    expect(calls).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(calls).toEqual(['slow measuring']);
  });

  test('that is stopped watches no later phase', () => {
    const watching = watchdog();
    watching.stop();
    watching.begin(preparing);
    vi.advanceTimersByTime(1000);
    expect(calls).toEqual([]);
  });

  test('does not bark at once where a limit is longer than a timer can be', () => {
    watchdog().begin({ ...preparing, noticeMs: 2 ** 40, limitMs: 2 ** 41 });
    vi.advanceTimersByTime(1000);
    expect(calls).toEqual([]);
  });
});
