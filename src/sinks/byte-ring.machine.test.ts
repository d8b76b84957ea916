import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RingReader, ringMemory, RingWriter } from './byte-ring.ts';
import type { RingScript } from './ring-peer.test-program.ts';

const bytesOf = (length: number, first = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 251);

function ends(capacity: number): { writer: RingWriter; reader: RingReader } {
  const memory = ringMemory(capacity);
  return { writer: new RingWriter(memory, () => false), reader: new RingReader(memory) };
}

test('returns the bytes in the order in which they were put, in pieces of any size', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ puts: fc.nat(16), takes: fc.nat(20) }), { maxLength: 60 }), (steps) => {
      const { writer, reader } = ends(16);
      const put: number[] = [];
      const taken: number[] = [];
      for (const { puts, takes } of steps) {
        const piece = bytesOf(Math.min(puts, 16 - (put.length - taken.length)), put.length);
        expect(writer.put(piece, piece.length)).toBe(true);
        put.push(...piece);
        const target = new Uint8Array(takes + 3);
        const length = reader.take(target, 3);
        expect(length).toBe(Math.min(takes, put.length - taken.length));
        taken.push(...target.subarray(3, 3 + length));
        expect(reader.isEmpty()).toBe(taken.length === put.length);
      }
      expect(taken).toEqual(put.slice(0, taken.length));
    }),
  );
});

test('puts only as many bytes as it is asked to', () => {
  const { writer, reader } = ends(8);
  writer.put(bytesOf(8), 3);
  const target = new Uint8Array(8);
  expect([reader.take(target, 0), ...target.subarray(0, 3)]).toEqual([3, 0, 1, 2]);
});

test('works where its counts wrap at 2^32', () => {
  const memory = ringMemory(16);
  new Int32Array(memory.control).fill(2 ** 31 - 8, 0, 2);
  const [writer, reader] = [new RingWriter(memory, () => false), new RingReader(memory)];
  const target = new Uint8Array(16);
  for (let round = 0; round < 4; round++) {
    writer.put(bytesOf(11, round), 11);
    expect(reader.take(target, 0)).toBe(11);
    expect([...target.subarray(0, 11)]).toEqual([...bytesOf(11, round)]);
  }
  new Int32Array(memory.control).fill(-8, 0, 2);
  writer.put(bytesOf(16), 16);
  expect(reader.take(target, 0)).toBe(16);
  expect(target).toEqual(bytesOf(16));
});

test('put returns false when the ring is full and the reader is gone without having closed its end', () => {
  const writer = new RingWriter(ringMemory(8), () => true);
  expect(writer.put(bytesOf(8), 8)).toBe(true);
  expect(writer.put(bytesOf(1), 1)).toBe(false);
});

test('put returns false when the reader has closed its end, whether there is room or not', () => {
  const { writer, reader } = ends(8);
  writer.put(bytesOf(5), 5);
  reader.close();
  expect(writer.put(bytesOf(1), 1)).toBe(false);
  expect(writer.put(bytesOf(9), 9)).toBe(false);
});

/** Starts the reader in a thread of its own. */
function startPeer(script: RingScript): Worker {
  return new Worker(new URL('./ring-peer.test-program.ts', import.meta.url), { workerData: script });
}

describe('between two threads', () => {
  test('a writer that is far ahead waits for room, and every byte arrives', async () => {
    const memory = ringMemory(1 << 10);
    const inOrder = once(startPeer({ memory, does: 'take', bytes: 1_000_000 }), 'message');
    const writer = new RingWriter(memory, () => false);
    for (let put = 0; put < 1_000_000; put += 5000) expect(writer.put(bytesOf(5000, put), 5000)).toBe(true);
    expect(await inOrder).toEqual([true]);
  });

  test('a writer that waits for room returns when the reader closes its end', async () => {
    const memory = ringMemory(8);
    const inOrder = once(startPeer({ memory, does: 'take and close', bytes: 4 }), 'message');
    expect(new RingWriter(memory, () => false).put(bytesOf(100), 100)).toBe(false);
    expect(await inOrder).toEqual([true]);
  });

  test('a reader sleeps until it is woken or its time is over', async () => {
    const memory = ringMemory(8);
    const peer = startPeer({ memory, does: 'sleep', bytes: 0 });
    expect(await once(peer, 'message')).toEqual(['over']);
    const writer = new RingWriter(memory, () => false);
    const woken = once(peer, 'message');
    // A wake before the sleep is lost, so it is repeated until the reader says that it is awake.
    const wakes = setInterval(() => writer.wake(), 1);
    expect(await woken).toEqual(['woken']);
    clearInterval(wakes);
  });
});
