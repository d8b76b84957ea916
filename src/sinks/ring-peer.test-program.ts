import { parentPort, workerData } from 'node:worker_threads';
import { RingReader, type RingMemory } from './byte-ring.ts';

/** What the reader of a ring does in a test, in a thread of its own. */
export interface RingScript {
  readonly memory: RingMemory;
  readonly does: 'take' | 'take and close' | 'sleep';
  /** How many bytes to take. */
  readonly bytes: number;
}

/** Takes the bytes in pieces of up to 777, and returns whether they count from 0 to 250 again and again. */
function takeInOrder(reader: RingReader, bytes: number): boolean {
  const target = new Uint8Array(777);
  let inOrder = true;
  for (let taken = 0; taken < bytes;) {
    const length = reader.take(target, 0);
    for (let index = 0; index < length; index++) inOrder &&= target[index] === (taken + index) % 251;
    taken += length;
  }
  return inOrder;
}

function play({ memory, does, bytes }: RingScript): void {
  const reader = new RingReader(memory);
  if (does === 'sleep') {
    reader.sleep(5, () => false);
    parentPort!.postMessage('over');
    reader.sleep(1e9, () => false);
    parentPort!.postMessage('woken');
  } else {
    const inOrder = takeInOrder(reader, bytes);
    if (does === 'take and close') reader.close();
    parentPort!.postMessage(inOrder);
  }
}

if (parentPort !== null) play(workerData as RingScript);
