import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { OutputRows } from '../columns/output-rows.ts';
import type { StreamBenchError } from '../errors.ts';
import { programBeside } from '../processes/program-beside.ts';
import { ringMemory, RingWriter, type RingMemory } from './byte-ring.ts';
import { CommitEventReader, commitEventMemory, type CommitEventMemory, type CommitObserver } from './commit-events.ts';
import type { SinkKind } from './kinds.ts';
import { RowEncoder } from './row-code.ts';
import { SinkOrders, sinkOrderMemory, type SinkOrderMemory } from './sink-orders.ts';
import type { Guarantee, Sink, SinkOptions, VisibleAt } from './sink.ts';
import { watchEnd } from '../threads/thread-end.ts';
import { endWithoutReason, errorOf, type ThreadFailure } from '../threads/thread-failure.ts';

export interface Epochs {
  readonly epochNanos: number;
  /** When the first epoch ends, in [0, epochNanos). The others follow at whole epochs. */
  readonly phaseNanos: number;
}

/** What a sink's thread is started with. */
export interface ThreadRequest extends Epochs {
  readonly kind: SinkKind;
  readonly options: SinkOptions;
  readonly ring: RingMemory;
  readonly orders: SinkOrderMemory;
  readonly events: CommitEventMemory;
  readonly failures: MessagePort;
}

/** The first message of a sink's thread, if it could open the sink. */
export interface OpenedSink extends Pick<Sink, 'guarantee' | 'visibleAt' | 'position'> {
  /** Where the system reports for how long the thread waited for a processor; null if it does not. */
  readonly threadStatistics: string | null;
}

/** Holds the rows of some hundred milliseconds at a high rate, because a disk may take that long over a commit. */
const ringBytes = 4 << 20;
/** Rows are put into the ring in pieces of about this size. */
const pieceBytes = 1 << 16;

const program = programBeside(import.meta.url, 'sink-thread');

/**
 * A sink in a thread of its own, which commits at the end of each epoch while this thread goes on or waits. This thread
 * encodes rows and puts them into a ring of limited size; the other one decodes and writes them. When the ring is full,
 * this thread waits for room.
 */
export class ThreadedSink {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  /** The position of the last commit before this sink was opened. */
  readonly position: number;
  readonly threadStatistics: string | null;
  readonly #worker: Worker;
  readonly #failures: MessagePort;
  readonly #isThreadGone: () => boolean;
  readonly #ring: RingWriter;
  readonly #orders: SinkOrders;
  readonly #events: CommitEventReader;
  readonly #encoder = new RowEncoder();
  #hasRows = false;
  #isStarted = false;

  constructor(worker: Worker, failures: MessagePort, request: ThreadRequest, opened: OpenedSink) {
    this.guarantee = opened.guarantee;
    this.visibleAt = opened.visibleAt;
    this.position = opened.position;
    this.threadStatistics = opened.threadStatistics;
    this.#worker = worker;
    this.#failures = failures;
    this.#isThreadGone = watchEnd(worker);
    this.#ring = new RingWriter(request.ring, this.#isThreadGone);
    this.#orders = new SinkOrders(request.orders);
    this.#events = new CommitEventReader(request.events);
  }

  /** Starts the epochs. `originNanos`: the start of the unit by `process.hrtime`, which is the same in all threads. */
  start(originNanos: bigint): void {
    this.#isStarted = true;
    this.#worker.postMessage(originNanos);
  }

  /** Copies the rows: they may be cleared as soon as this returns. */
  write(rows: OutputRows): void {
    for (let row = 0; row < rows.length; row++) {
      this.#encoder.row(rows, row);
      if (this.#encoder.length >= pieceBytes) this.#put();
    }
    this.#hasRows ||= rows.length > 0;
  }

  /** Says that all rows of the records before `position` are written, so that the next commit may cover them. */
  handOver(position: number): void {
    if (this.#hasRows) {
      this.#encoder.position(position);
      this.#put();
      // Rows that are visible before their commit must be taken at once. Others may wait for the end of the epoch.
      if (this.visibleAt === 'write') this.#ring.wake();
      this.#hasRows = false;
    }
    this.#orders.position = position;
  }

  /** Reports the commits since the last call to the observer. Throws if the sink has failed. */
  collect(observer: CommitObserver): void {
    if (!this.#events.collect(observer)) this.#fail();
  }

  /** Returns once there is something to collect. Throws if the thread is gone and there will be nothing. */
  wait(): void {
    if (!this.#events.wait(this.#isThreadGone)) this.#fail();
  }

  /** Commits everything handed over, without waiting for the end of the epoch. Returns when that is done. */
  flush(): void {
    this.#give('flush');
    if (this.#orders.order !== 'none') this.#fail();
  }

  /** Drops rows that were not committed, and waits until files are released. A second call does nothing. */
  close(): void {
    if (!this.#isStarted) this.start(0n);
    if (this.#orders.order !== 'closed') this.#give('close');
    this.#failures.close();
  }

  #give(order: 'flush' | 'close'): void {
    // Only `none` is replaced: a sink that has failed in the meantime has set `closed`, which must stay.
    this.#orders.replace('none', order);
    this.#ring.wake();
    this.#orders.waitWhile(order, this.#isThreadGone);
  }

  #put(): void {
    const isWritten = this.#ring.put(this.#encoder.bytes, this.#encoder.length);
    this.#encoder.length = 0;
    if (!isWritten) this.#fail();
  }

  #fail(): never {
    const received = receiveMessageOnPort(this.#failures);
    throw received === undefined ? endedSink() : errorOf(received.message as ThreadFailure);
  }
}

/** @throws StreamBenchError if the folder does not let the sink write. */
export async function openThreadedSink(kind: SinkKind, options: SinkOptions, epochs: Epochs): Promise<ThreadedSink> {
  const { port1: ownPort, port2: failures } = new MessageChannel();
  const request: ThreadRequest = {
    kind,
    options,
    ...epochs,
    ring: ringMemory(ringBytes),
    orders: sinkOrderMemory(),
    events: commitEventMemory(),
    failures,
  };
  const worker = new Worker(program, { workerData: request, transferList: [failures] });
  const answer = await firstMessageOf(worker);
  // The thread must not keep the process alive when the unit is over.
  worker.unref();
  if ('problem' in answer || 'error' in answer) throw errorOf(answer);
  return new ThreadedSink(worker, ownPort, request, answer);
}

/** The first message, once the thread is also online, as watchEnd needs. The two may come in any order. */
async function firstMessageOf(worker: Worker): Promise<OpenedSink | ThreadFailure> {
  const { promise, resolve, reject } = Promise.withResolvers<OpenedSink | ThreadFailure>();
  let first: OpenedSink | ThreadFailure | undefined;
  let isOnline = false;
  // Resolved inside the listeners: a thread that could not open its sink ends right after its message.
  worker.once('message', (message: OpenedSink | ThreadFailure) => {
    first = message;
    if (isOnline) resolve(first);
  });
  worker.once('online', () => {
    isOnline = true;
    if (first !== undefined) resolve(first);
  });
  worker.once('exit', () => reject(endedSink()));
  // The listener stays for as long as the thread lives: without one, a later error would be an uncaught exception.
  worker.on('error', (error) => reject(endedSink(error)));
  return promise;
}

function endedSink(cause?: unknown): StreamBenchError {
  const remedy = 'If the machine is short of memory, try a lower rate or a shorter epoch.';
  return endWithoutReason('the thread of the sink', remedy, cause);
}
