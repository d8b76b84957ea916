import { MessageChannel, receiveMessageOnPort, type MessagePort, type Worker } from 'node:worker_threads';
import type { Dictionary } from '../../../columns/dictionary.ts';
import type { OutputRows } from '../../../columns/output-rows.ts';
import { sharedCells, type ColumnCells, type Table } from '../../../columns/table.ts';
import { compilePart } from '../../../compile/compile.ts';
import type { Step } from '../../../compile/step.ts';
import type { RunDelay } from '../../../measurement/clock/run-delay.ts';
import type { PlanNode } from '../../../pipeline/plan-node.ts';
import { programBeside } from '../../../processes/program-beside.ts';
import { startThread, type StartedThread } from '../../../threads/thread-start.ts';
import { watchEnd } from '../../../threads/thread-end.ts';
import { endWithoutReason, errorOf, type ThreadFailure } from '../../../threads/thread-failure.ts';
import { RingReader } from '../../../sinks/byte-ring.ts';
import { RowDecoder } from '../../../sinks/row-code.ts';
import { partitionColumns } from '../../partition-columns.ts';
import { partitionsOf } from '../../partitions.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import type { ScheduledRecords } from '../../schedule/scheduled-records.ts';
import { longestDelay, OrderDelay } from './order-delay.ts';
import { partMemory, place, type PartMemory } from './part-memory.ts';
import type { PartRequest } from './part-thread.ts';

const program = programBeside(import.meta.url, 'part-thread');

const remedy = 'If the machine is short of memory, try a lower rate or a lower --parallelism.';
/** To look at whether a thread is there takes longer than to look at what it has done. */
const looksAtThread = 10_000;

/** A step that shares its work with others, and how their threads are ended. */
export interface PartitionedStep {
  readonly step: Step;
  /** See `FedStep`. */
  readonly runDelayOf: (own: RunDelay) => RunDelay;
  readonly close: () => Promise<void>;
}

/**
 * A step that processes one part of the records, while threads process the others: all that have the same key are in
 * the same part. Each thread sees the times of all records, so that windows close as in one.
 */
export async function partitionedStep(
  spec: UnitSpec,
  plan: PlanNode,
  { arrivalsNanos, records, measuredFrom }: ScheduledRecords,
): Promise<PartitionedStep> {
  const count = arrivalsNanos.length;
  const { parallelism = 1 } = spec.configuration;
  const partOfRecords = shared(partitionsOf(records, partitionColumns(plan)!, parallelism));
  const texts = records.dictionary.textsFrom(0);
  const cells = sharedCopy(records);
  const common = { workload: spec.workload, cells, texts, partOfRecords, measuredFrom, wait: spec.wait };
  const threads = await Promise.all(
    Array.from({ length: parallelism - 1 }, async (_, index) =>
      startPart({ ...common, own: index + 1, memory: partMemory(count) }, plan),
    ),
  );
  const part = { ofRecords: partOfRecords, own: 0 };
  const own = compilePart(plan, records, { measuredFrom, count, part, fates: new Uint8Array(count + 1) });
  const close = async (): Promise<void> => void (await Promise.all(threads.map(async (thread) => thread.close())));
  const delays = threads.map(({ delay }) => delay);
  return { step: together(own, threads), runDelayOf: (ofOwn) => longestDelay(ofOwn, delays), close };
}

function together(own: Step, threads: readonly PartThread[]): Step {
  const sum = (read: (thread: PartThread) => number): number =>
    threads.reduce((total, thread) => total + read(thread), 0);
  return {
    ...own,
    late: {
      get records() {
        return own.late.records + sum((thread) => thread.late);
      },
      get additions() {
        return own.late.additions + sum((thread) => thread.lateAdditions);
      },
    },
    invoke(from, to) {
      for (const thread of threads) thread.invoke(from, to);
      own.invoke(from, to);
      for (const thread of threads) {
        thread.settle(own.output);
        thread.copyFates(own.fates, from, to);
      }
    },
    finish() {
      for (const thread of threads) thread.finish();
      own.finish();
      for (const thread of threads) thread.settle(own.output);
    },
  };
}

class PartThread {
  readonly #memory: PartMemory;
  readonly #worker: Worker;
  readonly #failures: MessagePort;
  readonly #isGone: () => boolean;
  readonly #rows: RingReader;
  readonly #decoder: RowDecoder;
  /** By the thread's number of a text its code here. */
  readonly #codes: number[] = [];
  readonly delay: OrderDelay;
  #order = 0;

  constructor(memory: PartMemory, started: StartedThread, failures: MessagePort, { schema }: PlanNode) {
    this.#memory = memory;
    this.#worker = started.worker;
    this.#failures = failures;
    this.#isGone = watchEnd(started.worker);
    this.delay = new OrderDelay((started.first ?? null) as string | null);
    this.#rows = new RingReader(memory.rows);
    this.#decoder = new RowDecoder(schema, this.#rows.capacity);
  }

  get late(): number {
    return this.#memory.control[place.late];
  }

  get lateAdditions(): number {
    return this.#memory.control[place.lateAdditions];
  }

  invoke(from: number, to: number): void {
    const { control } = this.#memory;
    control[place.from] = from;
    control[place.to] = to;
    this.#give();
  }

  finish(): void {
    this.#memory.control[place.isEnd] = 1;
    this.#give();
  }

  /** Waits until the last order is done, and adds its rows to the output. */
  settle(output: OutputRows): void {
    const { control } = this.#memory;
    for (let looks = 1; ; looks++) {
      // In this order: a thread that is done may end, and once it is done, all of its rows are in the ring.
      const isOver = Atomics.load(control, place.failed) === 1 || (looks % looksAtThread === 0 && this.#isGone());
      const isDone = Atomics.load(control, place.done) === this.#order;
      while (!this.#rows.isEmpty()) this.#takeRows(output);
      if (isDone) return this.delay.settled(looks);
      if (isOver) this.#fail();
      this.delay.waiting(looks);
    }
  }

  /** Each record is in one part, but a window of another one may close at it: then it has emitted. */
  copyFates(fates: Uint8Array, from: number, to: number): void {
    const own = this.#memory.fates;
    for (let record = from; record < to; record++) if (own[record] > fates[record]) fates[record] = own[record];
  }

  async close(): Promise<void> {
    this.#failures.close();
    await this.#worker.terminate();
  }

  #give(): void {
    const { control } = this.#memory;
    this.delay.given();
    Atomics.store(control, place.order, ++this.#order);
    Atomics.notify(control, place.order);
  }

  #takeRows(output: OutputRows): void {
    const { rows } = this.#decoder.decode((target, offset) => this.#rows.take(target, offset));
    this.#translate(rows.table, output.table.dictionary);
    for (let row = 0; row < rows.length; row++) output.take(rows, row);
  }

  /** Gives the texts of the thread their codes in the dictionary of the output. */
  #translate({ columns, dictionary, length }: Table, own: Dictionary): void {
    for (const text of dictionary.textsFrom(this.#codes.length)) this.#codes.push(own.encode(text));
    for (const { type, values } of columns)
      if (type === 'text') for (let row = 0; row < length; row++) values[row] = this.#codes[values[row]];
  }

  #fail(): never {
    const failure = receiveMessageOnPort(this.#failures)?.message as ThreadFailure | undefined;
    throw failure === undefined ? endWithoutReason('a thread of the step', remedy) : errorOf(failure);
  }
}

async function startPart(request: Omit<PartRequest, 'failures'>, plan: PlanNode): Promise<PartThread> {
  const { port1: own, port2: failures } = new MessageChannel();
  const started = await startThread(program, { ...request, failures } satisfies PartRequest, [failures]);
  return new PartThread(request.memory, started, own, plan);
}

function sharedCopy({ schema, columns, length }: Table): ColumnCells[] {
  const cells = sharedCells(schema, length);
  cells.forEach(({ values, nulls }, index) => {
    values.set(columns[index].values.subarray(0, length));
    nulls?.set(columns[index].nulls!.subarray(0, length));
  });
  return cells;
}

function shared(parts: Uint16Array): Uint16Array {
  const copy = new Uint16Array(new SharedArrayBuffer(2 * parts.length));
  copy.set(parts);
  return copy;
}
