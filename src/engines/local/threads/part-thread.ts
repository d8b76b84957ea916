import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { Dictionary } from '../../../columns/dictionary.ts';
import { Table, type ColumnCells } from '../../../columns/table.ts';
import { compilePart } from '../../../compile/compile.ts';
import type { Step } from '../../../compile/step.ts';
import type { WaitPolicy } from '../../../measurement/clock/real-clock.ts';
import { sourceOf } from '../../../pipeline/plan-node.ts';
import { RingWriter } from '../../../sinks/byte-ring.ts';
import { RowEncoder } from '../../../sinks/row-code.ts';
import { failureOf } from '../../../threads/thread-failure.ts';
import { threadStatistics } from '../../../threads/thread-statistics.ts';
import { loadWorkload } from '../../../workloads/load-workload.ts';
import { place, type PartMemory } from './part-memory.ts';

/** What the thread of a part is started with. */
export interface PartRequest {
  /** A name, or the path of a pipeline file. */
  readonly workload: string;
  readonly cells: readonly ColumnCells[];
  /** Of the records, in the order of their codes. */
  readonly texts: readonly string[];
  readonly partOfRecords: Uint16Array;
  readonly own: number;
  readonly measuredFrom: number;
  readonly wait: WaitPolicy;
  readonly memory: PartMemory;
  /** Takes the reason of a failure. */
  readonly failures: MessagePort;
}

/** Rows are put into the ring in pieces of about this size. */
const pieceBytes = 1 << 16;

/** The program of a thread that processes a part of the records of each invocation. */
const { workload, cells, texts, partOfRecords, own, measuredFrom, wait, memory, failures } = workerData as PartRequest;
const { control, fates } = memory;
try {
  const step = await compiled();
  const rows = new RingWriter(memory.rows, () => false);
  const encoder = new RowEncoder();
  parentPort!.postMessage(threadStatistics());
  for (let last = 0, isEnd = false; !isEnd;) {
    last = nextOrder(last);
    isEnd = control[place.isEnd] === 1;
    step.output.clear();
    if (isEnd) step.finish();
    else step.invoke(control[place.from], control[place.to]);
    putRows(step, rows, encoder);
    control[place.late] = step.late.records;
    control[place.lateAdditions] = step.late.additions;
    Atomics.store(control, place.done, last);
  }
} catch (error) {
  failures.postMessage(failureOf(error));
  Atomics.store(control, place.failed, 1);
}

async function compiled(): Promise<Step> {
  const { plan } = await loadWorkload(workload);
  const dictionary = new Dictionary();
  for (const text of texts) dictionary.encode(text);
  const records = Table.over(sourceOf(plan).schema, dictionary, cells);
  const part = { ofRecords: partOfRecords, own };
  return compilePart(plan, records, { measuredFrom, count: partOfRecords.length, part, fates });
}

/** Waits for the order after this one, as an idle executor waits for a record. */
function nextOrder(last: number): number {
  for (;;) {
    const order = Atomics.load(control, place.order);
    if (order !== last) return order;
    if (wait === 'park') Atomics.wait(control, place.order, last);
  }
}

function putRows({ output }: Step, rows: RingWriter, encoder: RowEncoder): void {
  for (let row = 0; row < output.length; row++) {
    encoder.row(output, row);
    if (encoder.length >= pieceBytes || row === output.length - 1) {
      rows.put(encoder.bytes, encoder.length);
      encoder.length = 0;
    }
  }
}
