import { openSync, readSync } from 'node:fs';

/**
 * Pauses longer than this are looked at one by one. A poll of an idle executor usually takes less than 1 µs: so long a
 * time between two of them comes from the machine.
 */
export const minPauseNanos = 1_000_000;

/** Time for which threads were ready to run while the system ran something else, and in how many pieces. */
export interface Delay {
  readonly nanos: number;
  readonly pieces: number;
}

/** How long this thread has been kept waiting for a processor. */
export interface RunDelay {
  /** The delay since the last call, less what was left out, at most `limitNanos`; 0 where it is not reported. */
  take(limitNanos: number): number;
  /** Leaves so much out of the next call: the idle thread has seen it pass itself. */
  leaveOut(nanos: number): void;
  /** Leaves out what was taken from invocations that are too short to be looked at, of which this one took so long. */
  leaveOutShort(busyNanos: number): void;
  /** What no call has taken; null where the system does not report it. */
  rest(): Delay | null;
}

export const unknownRunDelay: RunDelay = { take: () => 0, leaveOut() {}, leaveOutShort() {}, rest: () => null };

/** After so much time in short invocations it is read: a reading takes 2 µs, which is 0.4 % of that. */
const shortBusyNanos = 500_000;

/** Two numbers of 64 bits and one of the runs fit with room to spare. */
const maxBytes = 80;

/**
 * The run delay of the calling thread since this call. Reading it takes about 2 µs.
 *
 * Source: schedstat in /proc, Documentation/scheduler/sched-stats.rst of Linux: nanoseconds on a processor,
 * nanoseconds waiting for one, and how often the thread got one.
 */
export function watchRunDelay(path = '/proc/thread-self/schedstat'): RunDelay {
  const read = reader(path);
  const start = read?.() ?? null;
  if (read === null || start === null) return unknownRunDelay;
  let lastNanos = start.nanos;
  let leftOutNanos = 0;
  let unreadNanos = 0;
  let takenNanos = 0;
  /** Since the last reading, less what was left out. */
  const sinceLast = (): number => {
    const { nanos } = read() ?? { nanos: lastNanos };
    const since = nanos - lastNanos - leftOutNanos;
    lastNanos = nanos;
    leftOutNanos = 0;
    unreadNanos = 0;
    return since;
  };
  return {
    take(limitNanos) {
      const taken = Math.max(0, Math.min(sinceLast(), limitNanos));
      takenNanos += taken;
      return taken;
    },
    leaveOut(nanos) {
      leftOutNanos += nanos;
    },
    leaveOutShort(busyNanos) {
      unreadNanos += busyNanos;
      if (unreadNanos >= shortBusyNanos) sinceLast();
    },
    rest() {
      const now = read() ?? start;
      return { nanos: Math.max(0, now.nanos - start.nanos - takenNanos), pieces: now.pieces - start.pieces };
    },
  };
}

/**
 * The run delay of another thread since this call; none where it is not reported.
 *
 * @param path of its schedstat; null where that is not known
 */
export function watchThread(path: string | null): () => Delay {
  const read = path === null ? null : reader(path);
  const before = read?.() ?? null;
  return () => {
    const after = before === null ? null : (read!() ?? before);
    if (before === null || after === null) return { nanos: 0, pieces: 0 };
    return { nanos: after.nanos - before.nanos, pieces: after.pieces - before.pieces };
  };
}

/** Null where there is no such file: on other systems, in some containers, or in a kernel without these statistics. */
function reader(path: string): (() => Delay | null) | null {
  try {
    const file = openSync(path, 'r');
    const bytes = Buffer.alloc(maxBytes);
    return () => delayIn(readText(file, bytes));
  } catch {
    return null;
  }
}

function delayIn(text: string): Delay | null {
  const [, nanos, pieces] = /^\d+ (\d+) (\d+)/.exec(text) ?? [];
  return nanos === undefined ? null : { nanos: Number(nanos), pieces: Number(pieces) };
}

/** Empty once the thread is gone. */
function readText(file: number, bytes: Buffer): string {
  try {
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, maxBytes, 0));
  } catch {
    return '';
  }
}
