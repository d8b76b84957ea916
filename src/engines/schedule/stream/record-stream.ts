import { setTimeout } from 'node:timers/promises';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import type { Table } from '../../../columns/table.ts';
import { programBeside } from '../../../processes/program-beside.ts';
import { startThread } from '../../../threads/thread-start.ts';
import { watchEnd } from '../../../threads/thread-end.ts';
import { endWithoutReason, errorOf } from '../../../threads/thread-failure.ts';
import { place, type RecordRing } from './record-ring.ts';
import type { RingMessage, RingRequest } from './ring-thread.ts';

const program = programBeside(import.meta.url, 'ring-thread');
/** Rows are given back in blocks, as they are filled. */
const releasedAtOnce = 1024;
const remedy = 'If the machine is short of memory, try a lower rate or a shorter --duration.';
/** Between two looks at whether a ring is full before its unit starts. */
const fillingMs = 2;

/** The reading end of a ring of records: knows which are there, and gives rows back. */
export class RecordStream {
  /** For how long records were waited for that should have been there. */
  waitedNanos = 0;
  readonly #ring: RecordRing;
  readonly #records: Table;
  readonly #messages: MessagePort;
  readonly #isThreadGone: () => boolean;
  /** Codes of the dictionary here, by those of the other thread. */
  readonly #codes: number[];
  /** Whether all codes are the same in both: then no cell has to be changed. */
  #isSame = true;
  #ready = 0;
  #released = 0;

  /** @param records over the cells of the ring. Its dictionary has the texts that the other thread was told. */
  constructor(ring: RecordRing, records: Table, messages: MessagePort, isThreadGone: () => boolean) {
    this.#ring = ring;
    this.#records = records;
    this.#messages = messages;
    this.#isThreadGone = isThreadGone;
    this.#codes = Array.from({ length: records.dictionary.size }, (_, code) => code);
  }

  /** The record before which all are there from this one on; it is at least the next one. Waits for it if need be. */
  readyFrom(record: number): number {
    if (record < this.#ready) return this.#ready;
    this.#take();
    if (record < this.#ready) return this.#ready;
    const startMs = performance.now();
    while (record >= this.#ready) {
      // Before the look at what is there: a thread that has made all records ends.
      const isOver = Atomics.load(this.#ring.control, place.failed) === 1 || this.#isThreadGone();
      this.#take();
      if (isOver && record >= this.#ready) this.#fail();
    }
    this.waitedNanos += (performance.now() - startMs) * 1e6;
    return this.#ready;
  }

  /** The rows of records before this one are not needed any more. */
  release(to: number): void {
    if (to - this.#released < releasedAtOnce) return;
    this.#released = to;
    Atomics.store(this.#ring.control, place.released, to);
  }

  /** Until the ring is full, or all records are there. */
  async filled(count: number): Promise<void> {
    const wanted = Math.min(count, this.#ring.rows);
    while (this.#ready < wanted) {
      if (Atomics.load(this.#ring.control, place.failed) === 1) this.#fail();
      await setTimeout(fillingMs);
      this.#take();
    }
  }

  #take(): void {
    const { control } = this.#ring;
    const made = Atomics.load(control, place.made);
    if (made === this.#ready) return;
    const texts = Atomics.load(control, place.texts);
    while (this.#codes.length < texts) this.#takeTexts();
    if (!this.#isSame) this.#translate(this.#ready, made);
    this.#ready = made;
  }

  #takeTexts(): void {
    const received = receiveMessageOnPort(this.#messages)?.message as RingMessage | undefined;
    if (received === undefined || !('texts' in received)) return;
    for (const text of received.texts) {
      const code = this.#records.dictionary.encode(text);
      this.#isSame &&= code === this.#codes.length;
      this.#codes.push(code);
    }
  }

  #translate(from: number, to: number): void {
    const mask = this.#ring.rows - 1;
    for (const { type, values } of this.#records.columns) {
      if (type !== 'text') continue;
      for (let record = from; record < to; record++) values[record & mask] = this.#codes[values[record & mask]];
    }
  }

  #fail(): never {
    for (;;) {
      const received = receiveMessageOnPort(this.#messages)?.message as RingMessage | undefined;
      if (received === undefined) throw endWithoutReason('the thread that makes the records', remedy);
      if (!('texts' in received)) throw errorOf(received);
    }
  }
}

/** An open stream, and how its thread is ended. */
export interface OpenRecordStream {
  readonly stream: RecordStream;
  readonly close: () => Promise<void>;
}

/** Starts the thread, and waits until the ring is full. */
export async function openRecordStream(
  records: Table,
  request: Omit<RingRequest, 'messages' | 'texts'>,
): Promise<OpenRecordStream> {
  const { port1: own, port2: messages } = new MessageChannel();
  const texts = records.dictionary.textsFrom(0);
  const workerData: RingRequest = { ...request, texts, messages };
  const { worker } = await startThread(program, workerData, [messages]);
  const stream = new RecordStream(request.ring, records, own, watchEnd(worker));
  const close = async (): Promise<void> => {
    own.close();
    await worker.terminate();
  };
  try {
    await stream.filled(request.arrivalsNanos.length);
    return { stream, close };
  } catch (error) {
    await close();
    throw error;
  }
}
