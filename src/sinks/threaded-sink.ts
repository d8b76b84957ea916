import { once } from 'node:events';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { OutputRows } from '../columns/output-rows.ts';
import { StreamBenchError, type Problem } from '../errors.ts';
import { ringMemory, RingWriter, type RingMemory } from './byte-ring.ts';
import {
  CommitEventListener,
  commitEventMemory,
  type CommitEventMemory,
  type CommitObserver,
} from './commit-events.ts';
import type { SinkKind } from './index.ts';
import { RowEncoder } from './row-code.ts';
import { SinkOrders, sinkOrderMemory, type SinkOrderMemory } from './sink-orders.ts';
import type { Guarantee, Sink, SinkOptions, VisibleAt } from './sink.ts';
import { watchEnd } from './thread-end.ts';

export interface Epochs {
  readonly epochNanos: number;
  /** When the first epoch ends, in [0, epochNanos): the others follow at whole epochs. */
  readonly phaseNanos: number;
}

/** What a sink's thread is given. */
export interface ThreadRequest extends Epochs {
  readonly kind: SinkKind;
  readonly options: SinkOptions;
  readonly ring: RingMemory;
  readonly orders: SinkOrderMemory;
  readonly events: CommitEventMemory;
  readonly failures: MessagePort;
}

/** The first that a sink's thread tells, where it could open the sink. */
export type SinkOpened = Pick<Sink, 'guarantee' | 'visibleAt' | 'position'>;

export type SinkFailure = { readonly problem: Problem } | { readonly error: unknown };

/** Some hundred milliseconds of many rows: a disk may take that long over a commit. */
const ringBytes = 4 << 20;
/** Rows are put into the ring in pieces of about this size. */
const pieceBytes = 1 << 16;

/** Source and build differ in the ending of their files. */
const program = new URL(`./sink-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * A sink in a thread of its own, behind a bounded ring, so that it commits at the end of each epoch while this thread
 * goes on, or waits. Rows are encoded here and written there; where the ring is full, this thread waits for room.
 */
export class ThreadedSink {
  readonly guarantee: Guarantee;
  readonly visibleAt: VisibleAt;
  /** Of the last commit before this sink was opened. */
  readonly position: number;
  readonly #worker: Worker;
  readonly #failures: MessagePort;
  readonly #isThreadGone: () => boolean;
  readonly #ring: RingWriter;
  readonly #orders: SinkOrders;
  readonly #events: CommitEventListener;
  readonly #encoder = new RowEncoder();
  #hasRows = false;
  #isStarted = false;

  constructor(
    worker: Worker,
    failures: MessagePort,
    { ring, orders, events }: ThreadRequest,
    { guarantee, visibleAt, position }: SinkOpened,
  ) {
    [this.guarantee, this.visibleAt, this.position] = [guarantee, visibleAt, position];
    [this.#worker, this.#failures] = [worker, failures];
    this.#isThreadGone = watchEnd(worker);
    this.#ring = new RingWriter(ring, this.#isThreadGone);
    this.#orders = new SinkOrders(orders);
    this.#events = new CommitEventListener(events);
  }

  /** Epochs begin. `originNanos`: the start of the run on the time line of `process.hrtime`, which all threads share. */
  start(originNanos: bigint): void {
    this.#isStarted = true;
    this.#worker.postMessage(originNanos);
  }

  /** Takes a copy: `rows` may be cleared as soon as this returns. */
  write(rows: OutputRows): void {
    for (let row = 0; row < rows.length; row++) {
      this.#encoder.row(rows, row);
      if (this.#encoder.length >= pieceBytes) this.#put();
    }
    this.#hasRows ||= rows.length > 0;
  }

  /** The records before `position` have all their rows written: the next commit may cover them. */
  handOver(position: number): void {
    if (this.#hasRows) {
      this.#encoder.position(position);
      this.#put();
      // Who waits for a commit may sleep; rows that are shown at once have to be taken at once.
      if (this.visibleAt === 'write') this.#ring.wake();
      this.#hasRows = false;
    }
    this.#orders.position = position;
  }

  /** Tells of commits since the last call. Throws where the sink failed. */
  collect(observer: CommitObserver): void {
    if (!this.#events.collect(observer)) this.#fail();
  }

  /** Returns once there is something to collect. Throws where nothing will be. */
  wait(): void {
    if (!this.#events.wait(this.#isThreadGone)) this.#fail();
  }

  /** Has everything handed over committed at once. Returns when that is done. */
  flush(): void {
    this.#give('flush');
    if (this.#orders.order !== 'none') this.#fail();
  }

  /** Drops what was not committed, and waits until files are released. A second call does nothing. */
  close(): void {
    if (!this.#isStarted) this.start(0n);
    if (this.#orders.order !== 'closed') this.#give('close');
    this.#failures.close();
  }

  #give(order: 'flush' | 'close'): void {
    // A sink that has failed in the meantime takes no order: its last word is not to be overwritten.
    this.#orders.replace('none', order);
    this.#ring.wake();
    this.#orders.waitWhile(order, this.#isThreadGone);
  }

  #put(): void {
    const isRead = this.#ring.put(this.#encoder.bytes, this.#encoder.length);
    this.#encoder.length = 0;
    if (!isRead) this.#fail();
  }

  #fail(): never {
    const received = receiveMessageOnPort(this.#failures);
    if (received === undefined) throw endedSilently();
    const message = received.message as SinkFailure;
    throw 'problem' in message ? new StreamBenchError(message.problem) : message.error;
  }
}

/** @throws StreamBenchError if the folder does not let the sink write. */
export async function openThreadedSink(kind: SinkKind, options: SinkOptions, epochs: Epochs): Promise<ThreadedSink> {
  const { port1: ours, port2: failures } = new MessageChannel();
  const request = {
    kind,
    options,
    ...epochs,
    ring: ringMemory(ringBytes),
    orders: sinkOrderMemory(),
    events: commitEventMemory(),
    failures,
  };
  const worker = new Worker(program, { workerData: request satisfies ThreadRequest, transferList: [failures] });
  const answer = await answerOf(worker);
  // The end of the run ends it, not the other way round.
  worker.unref();
  if ('problem' in answer) throw new StreamBenchError(answer.problem);
  if ('error' in answer) throw answer.error;
  return new ThreadedSink(worker, ours, request, answer);
}

async function answerOf(worker: Worker): Promise<SinkOpened | SinkFailure> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  worker.once('exit', () => reject(endedSilently()));
  // Heard for as long as it lives: an end that a wait has met already is no second error.
  worker.on('error', (error) => reject(endedSilently(error)));
  // Both, because they come over different ways, in any order.
  const [told] = await Promise.race([Promise.all([once(worker, 'message'), once(worker, 'online')]), ended]);
  return told[0] as SinkOpened | SinkFailure;
}

function endedSilently(cause?: unknown): StreamBenchError {
  const remedy = 'If the machine is short of memory, try a lower rate or a shorter epoch.';
  return new StreamBenchError(
    { kind: 'environment', what: 'the thread of the sink ended without saying why', remedy },
    cause,
  );
}
