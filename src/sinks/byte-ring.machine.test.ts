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

test('gives back the bytes that were put in, in their order, whatever the pieces', () => {
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

test('puts only as many bytes as asked', () => {
  const { writer, reader } = ends(8);
  writer.put(bytesOf(8), 3);
  const target = new Uint8Array(8);
  expect([reader.take(target, 0), ...target.subarray(0, 3)]).toEqual([3, 0, 1, 2]);
});

test('goes on where its counts wrap at 2^32', () => {
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

test('tells the writer that the reader is gone without having closed its end, once there is no room', () => {
  const writer = new RingWriter(ringMemory(8), () => true);
  expect(writer.put(bytesOf(8), 8)).toBe(true);
  expect(writer.put(bytesOf(1), 1)).toBe(false);
});

test('tells the writer that the reader has gone, with and without room', () => {
  const { writer, reader } = ends(8);
  writer.put(bytesOf(5), 5);
  reader.close();
  expect(writer.put(bytesOf(1), 1)).toBe(false);
  expect(writer.put(bytesOf(9), 9)).toBe(false);
});

/** The other end, in a thread of its own. */
function startPeer(script: RingScript): Worker {
  return new Worker(new URL('./ring-peer.test-program.ts', import.meta.url), { workerData: script });
}

describe('between two threads', () => {
  test('a writer far ahead waits for room, and every byte comes through', async () => {
    const memory = ringMemory(1 << 10);
    const inOrder = once(startPeer({ memory, does: 'take', bytes: 1_000_000 }), 'message');
    const writer = new RingWriter(memory, () => false);
    for (let put = 0; put < 1_000_000; put += 5000) expect(writer.put(bytesOf(5000, put), 5000)).toBe(true);
    expect(await inOrder).toEqual([true]);
  });

  test('a writer that waits for room is told when the reader goes', async () => {
    const memory = ringMemory(8);
    const inOrder = once(startPeer({ memory, does: 'go', bytes: 4 }), 'message');
    expect(new RingWriter(memory, () => false).put(bytesOf(100), 100)).toBe(false);
    expect(await inOrder).toEqual([true]);
  });

  test('a reader sleeps until it is woken, or its time is over', async () => {
    const memory = ringMemory(8);
    const peer = startPeer({ memory, does: 'sleep', bytes: 0 });
    expect(await once(peer, 'message')).toEqual(['over']);
    const writer = new RingWriter(memory, () => false);
    const woken = once(peer, 'message');
    // The wake is heard whether it comes before the sleep or in it: it is repeated until the reader says so.
    const wakes = setInterval(() => writer.wake(), 1);
    expect(await woken).toEqual(['woken']);
    clearInterval(wakes);
  });
});
