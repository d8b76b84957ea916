import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import type { ResourceLimits, Worker, WorkerOptions } from 'node:worker_threads';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { machineHas } from '../machine-has.test-program.ts';
import type { Schema } from '../columns/column-type.ts';
import { RealClock } from '../measurement/clock/real-clock.ts';
import { durableSinkKinds, readCommitted } from './index.ts';
import { sinkKinds, type SinkKind } from './kinds.ts';
import { outputOf } from './output-of.test-program.ts';
import { sinkPromises } from './sink-promises.test-program.ts';
import type { CommittedRow } from './sink.ts';
import { openThreadedSink, type Epochs, type ThreadedSink } from './threaded-sink.ts';

const threads: Worker[] = [];
let limits: ResourceLimits | undefined;

vi.mock(import('node:worker_threads'), async (importOriginal) => {
  const original = await importOriginal();
  /** Keeps its instances, so that tests can end their threads. */
  class KeptWorker extends original.Worker {
    constructor(program: URL, options: WorkerOptions) {
      super(program, { ...options, ...(limits && { resourceLimits: limits }) });
      threads.push(this);
    }
  }
  return { ...original, Worker: KeptWorker };
});

let directory: string;
let sink: ThreadedSink | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-thread-'));
  sink = undefined;
  limits = undefined;
});
afterEach(() => {
  sink?.close();
  rmSync(directory, { recursive: true });
});

const schema: Schema = { name: 'text', amount: 'integer?' };
const millisecond = 1e6;
/** Longer than any test. */
const never: Epochs = { epochNanos: 3.6e12, phaseNanos: 3.5e12 };
const often: Epochs = { epochNanos: 5 * millisecond, phaseNanos: 0 };

async function open(kind: SinkKind, epochs: Epochs, clock = new RealClock('park')): Promise<ThreadedSink> {
  sink = await openThreadedSink(kind, { directory, schema, sync: 'normal', visibleAt: 'write' }, epochs);
  sink.start(clock.hrtimeOrigin());
  return sink;
}

function committed(kind: SinkKind): readonly CommittedRow[] {
  return readCommitted(kind, { directory, schema }).rows;
}

interface Event {
  readonly kind: 'visible' | 'committed';
  readonly position: number;
  readonly startNanos: number;
  readonly nanos: number;
}

/** All events up to the commit of this position. */
function eventsUntil(position: number, of: ThreadedSink): Event[] {
  const events: Event[] = [];
  while (!events.some((event) => event.kind === 'committed' && event.position === position)) {
    of.wait();
    of.collect({
      visible: (at, nanos) => events.push({ kind: 'visible', position: at, startNanos: nanos, nanos }),
      committed: (at, startNanos, nanos) => events.push({ kind: 'committed', position: at, startNanos, nanos }),
    });
  }
  return events;
}

const ignore = { visible: () => {}, committed: () => {} };

describe.each(sinkKinds)('%s sink in its own thread', (kind) => {
  test('states its guarantee, and when its rows are visible', async () => {
    const { guarantee, visibleAt, position } = await open(kind, never);
    expect({ guarantee, visibleAt, position }).toEqual({ ...sinkPromises[kind].write, position: 0 });
  });

  test('commits at the ends of epochs by the clock of the unit, even if no further record comes', async () => {
    const clock = new RealClock('park');
    const epochs = { epochNanos: 20 * millisecond, phaseNanos: 3 * millisecond };
    const threaded = await open(kind, epochs, clock);
    let lastEpoch = -1;
    for (const position of [1, 2, 3]) {
      const before = clock.now();
      threaded.write(outputOf(schema, [[position - 1, 'x', position]]));
      threaded.handOver(position);
      const events = eventsUntil(position, threaded);
      const after = clock.now();
      const { startNanos, nanos } = events.at(-1)!;
      // A commit that began before `before` may hold this row too: it takes what is handed over while it begins.
      const epoch = Math.floor((startNanos - epochs.phaseNanos) / epochs.epochNanos);
      expect(epoch).toBeGreaterThan(lastEpoch);
      lastEpoch = epoch;
      expect(nanos).toBeGreaterThanOrEqual(Math.max(before, startNanos));
      expect(nanos).toBeLessThanOrEqual(after);
      const visible = events.filter((event) => event.kind === 'visible');
      expect(visible.map((event) => event.position)).toEqual(threaded.visibleAt === 'write' ? [position] : []);
      expect(visible.every((event) => event.nanos >= before && event.nanos <= nanos)).toBe(true);
    }
  });

  test('moves the position for records without rows too', async () => {
    const threaded = await open(kind, often);
    threaded.handOver(3);
    threaded.handOver(9);
    expect(eventsUntil(9, threaded).every((event) => event.kind === 'committed')).toBe(true);
  });

  test('can be closed twice, and without having been started', async () => {
    const threaded = await openThreadedSink(kind, { directory, schema, sync: 'normal' }, never);
    threaded.close();
    threaded.close();
    expect(threaded.position).toBe(0);
  });
});

describe.each(durableSinkKinds)('%s sink in its own thread', (kind) => {
  test('holds the same rows wherever writes, invocations and commits end', async () => {
    const row = fc.tuple(fc.nat(), fc.string({ unit: 'binary' }), fc.option(fc.maxSafeInteger()));
    const step = fc.record({
      rows: fc.array(row, { maxLength: 5 }),
      isHandedOver: fc.boolean(),
      isFlushed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        rmSync(directory, { recursive: true });
        directory = mkdtempSync(join(tmpdir(), 'stream-bench-thread-'));
        const threaded = await open(kind, never);
        const written: CommittedRow[] = [];
        let [complete, safe, position] = [0, 0, 0];
        for (const { rows, isHandedOver, isFlushed } of steps) {
          threaded.write(outputOf(schema, rows));
          written.push(...rows);
          if (isHandedOver || isFlushed) threaded.handOver(++position);
          if (isHandedOver || isFlushed) complete = written.length;
          if (!isFlushed) continue;
          threaded.flush();
          safe = complete;
        }
        threaded.close();
        expect(committed(kind)).toEqual(written.slice(0, safe));
      }),
      { numRuns: 12 },
    );
  });

  test('takes far more rows than its ring holds, and keeps them in order', async () => {
    const threaded = await open(kind, often);
    const rows = Array.from({ length: 1000 }, (_, index): CommittedRow => [index, `row ${index} `.repeat(20), index]);
    for (let position = 1; position <= 60; position++) {
      threaded.write(outputOf(schema, rows));
      threaded.handOver(position);
      threaded.collect(ignore);
    }
    threaded.flush();
    expect(committed(kind)).toEqual(Array.from({ length: 60 }, () => rows).flat());
    expect(readCommitted(kind, { directory, schema }).position).toBe(60);
  });

  test('never commits half of an invocation', async () => {
    const threaded = await open(kind, { epochNanos: millisecond, phaseNanos: 0 });
    const many = outputOf(
      schema,
      Array.from({ length: 3000 }, (_, index): CommittedRow => [0, 'x'.repeat(100), index]),
    );
    threaded.write(many);
    await setTimeout(30);
    expect(committed(kind)).toEqual([]);
    threaded.write(many);
    threaded.handOver(1);
    eventsUntil(1, threaded);
    expect(committed(kind)).toHaveLength(6000);
  });

  test('goes on where it was closed, without rows that were not committed', async () => {
    const first = await open(kind, never);
    const kept: CommittedRow = [0, 'kept', 1];
    const next: CommittedRow = [4, 'next', 2];
    first.write(outputOf(schema, [kept]));
    first.handOver(4);
    first.flush();
    first.write(outputOf(schema, [[5, 'dropped', 5]]));
    first.handOver(6);
    first.close();
    const second = await open(kind, never);
    expect(second.position).toBe(4);
    second.write(outputOf(schema, [next]));
    second.handOver(5);
    second.flush();
    expect(readCommitted(kind, { directory, schema })).toEqual({ rows: [kept, next], position: 5 });
  });

  test('reports a folder that cannot be written as a problem of the environment', async () => {
    const options = { directory: join(directory, 'missing'), schema, sync: 'normal' } as const;
    await expect(openThreadedSink(kind, options, never)).rejects.toMatchObject({
      name: 'StreamBenchError',
      problem: { kind: 'environment', where: expect.stringContaining('missing') },
    });
  });
});

test('rows of the file sink can be read before they are committed', async () => {
  const threaded = await open('file', never);
  threaded.write(outputOf(schema, [[0, 'early', 1]]));
  threaded.handOver(1);
  threaded.wait();
  expect(readFileSync(join(directory, 'output.ndjson'), 'utf8')).toBe('{"cause":0,"name":"early","amount":1}\n');
  expect(committed('file')).toEqual([]);
});

const many = outputOf(
  schema,
  Array.from({ length: 1000 }, (_, index) => [index, 'x'.repeat(1000), index]),
);

/** Writes far more than the ring holds. */
function writeOn(threaded: ThreadedSink): void {
  for (let position = 1; position < 1000; position++) {
    threaded.write(many);
    threaded.handOver(position);
  }
}

describe('a sink that fails in its own thread', () => {
  // Linux has a device on which every write fails with ENOSPC.
  describe.runIf(machineHas('/dev/full'))('because the disk is full', () => {
    const full = {
      name: 'StreamBenchError',
      message: expect.stringMatching(/output\.ndjson: the disk is full\nFree some space/),
    };

    beforeEach(() => {
      symlinkSync('/dev/full', join(directory, 'output.ndjson'));
    });

    test('throws the reason when commits are collected', async () => {
      const threaded = await open('file', often);
      threaded.handOver(1);
      threaded.wait();
      expect(() => threaded.collect(ignore)).toThrow(expect.objectContaining(full));
    });

    test('throws the reason when more rows are written, instead of waiting', async () => {
      const threaded = await open('file', often);
      expect(() => writeOn(threaded)).toThrow(expect.objectContaining(full));
    });

    test('throws the reason when a commit is asked for', async () => {
      const threaded = await open('file', never);
      // The ring may be too small for all rows: then handing them over throws.
      const commitMany = (): void => {
        threaded.write(many);
        threaded.handOver(1);
        threaded.flush();
      };
      expect(commitMany).toThrow(expect.objectContaining(full));
    });
  });

  test('throws an unexpected error unchanged', async () => {
    const threaded = await open('sqlite', never);
    const database = new DatabaseSync(join(directory, 'output.sqlite'));
    database.exec(`CREATE TRIGGER refuse BEFORE UPDATE ON position BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    database.close();
    threaded.handOver(1);
    expect(() => threaded.flush()).toThrow('refused');
  });
});

describe('a sink whose thread ends without giving a reason', () => {
  const silent = expect.objectContaining({
    name: 'StreamBenchError',
    message: expect.stringMatching(/^the thread of the sink ended without giving a reason\n.*memory/),
  });

  /** Ends the thread. This thread goes into a wait at once and gets no event before it ends. */
  function end(): void {
    void threads.at(-1)!.terminate();
  }

  test('does not block writes', async () => {
    const threaded = await open('file', never);
    end();
    expect(() => writeOn(threaded)).toThrow(silent);
  });

  test('does not block flush or close', async () => {
    const threaded = await open('sqlite', never);
    end();
    threaded.handOver(1);
    expect(() => threaded.flush()).toThrow(silent);
    threaded.close();
  });

  test('does not block a wait for commits', async () => {
    const threaded = await open('none', never);
    threaded.handOver(1);
    end();
    expect(() => threaded.wait()).toThrow(silent);
  });

  test('can be closed, whether it was started or not', async () => {
    const threaded = await openThreadedSink('none', { directory, schema, sync: 'normal' }, never);
    end();
    threaded.close();
    expect(committed('file')).toEqual([]);
  });

  test('out of memory causes no uncaught error either', async () => {
    limits = { maxOldGenerationSizeMb: 16 };
    const threaded = await open('memory', never);
    expect(() => writeOn(threaded)).toThrow(silent);
    // `once` of node:events would reject with the error.
    await new Promise((resolve) => threads.at(-1)!.once('exit', resolve));
  });

  test('while it opens rejects at once', async () => {
    const opening = openThreadedSink('none', { directory, schema, sync: 'normal' }, never);
    end();
    await expect(opening).rejects.toEqual(silent);
  });
});
