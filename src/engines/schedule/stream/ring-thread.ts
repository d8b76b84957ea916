import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { failureOf, type ThreadFailure } from '../../../threads/thread-failure.ts';
import { loadWorkload } from '../../../workloads/load-workload.ts';
import { place, type RecordRing } from './record-ring.ts';
import { RingFiller, type RingRecords } from './ring-filler.ts';

/** What the thread of a ring is started with. */
export interface RingRequest extends RingRecords {
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  readonly ring: RecordRing;
  /** Takes new texts; and after a failure, the reason. */
  readonly messages: MessagePort;
}

export type RingMessage = { readonly texts: readonly string[] } | ThreadFailure;

/** While the ring is full. It holds the records of many such times. */
const pauseMs = 1;

/** The program of the thread that makes the records of a unit while they are processed. */
const { workload: name, ring, messages, ...records } = workerData as RingRequest;
const send = (message: RingMessage): void => messages.postMessage(message);
try {
  const { source } = await loadWorkload(name);
  if (source.timeScale === null) throw new TypeError('a recording is not made while it is processed');
  const filler = new RingFiller(source, ring, records, (texts) => send({ texts }));
  parentPort!.postMessage('started');
  while (!filler.isDone) {
    const released = Atomics.load(ring.control, place.released);
    if (filler.fill() === 0) Atomics.wait(ring.control, place.released, released, pauseMs);
  }
} catch (error) {
  send(failureOf(error));
  Atomics.store(ring.control, place.failed, 1);
}
