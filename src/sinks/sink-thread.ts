import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { failureOf } from '../threads/thread-failure.ts';
import { RingReader } from './byte-ring.ts';
import { CommitEventWriter } from './commit-events.ts';
import { EpochCommits, type Handover } from './epoch-commits.ts';
import { openSink } from './index.ts';
import { RowDecoder } from './row-code.ts';
import { SinkOrders } from './sink-orders.ts';
import type { Sink } from './sink.ts';
import { threadStatistics } from '../threads/thread-statistics.ts';
import type { OpenedSink, ThreadRequest } from './threaded-sink.ts';

/** How often rows are written between commits, so that a commit does not have to write all of them. */
const longestSleepMs = 5;

/** The program of a sink's own thread: opens the sink, reports it, then writes and commits until it is closed. */
const request = workerData as ThreadRequest;
try {
  await serve(openSink(request.kind, request.options));
} catch (error) {
  parentPort!.postMessage(failureOf(error));
}

async function serve(sink: Sink): Promise<void> {
  const { guarantee, visibleAt, position } = sink;
  const opened: OpenedSink = { guarantee, visibleAt, position, threadStatistics: threadStatistics() };
  parentPort!.postMessage(opened);
  const [originNanos] = (await once(parentPort!, 'message')) as [bigint];
  const reader = new RingReader(request.ring);
  const orders = new SinkOrders(request.orders);
  const events = new CommitEventWriter(request.events);
  const now = (): number => Number(process.hrtime.bigint() - originNanos);
  const { epochNanos, phaseNanos } = request;
  try {
    const take = takeFrom(reader, orders, position);
    const options = { sink, epochNanos, phaseNanos, now, take, observer: events };
    obey(orders, reader, new EpochCommits(options, position), sink);
  } catch (error) {
    // The reason goes first: whoever reads the event asks for the reason.
    request.failures.postMessage(failureOf(error));
    events.failed();
  } finally {
    reader.close();
    sink.close();
    orders.order = 'closed';
  }
}

function takeFrom(reader: RingReader, orders: SinkOrders, start: number): () => Handover {
  const decoder = new RowDecoder(request.options.schema, reader.capacity);
  let position = start;
  return () => {
    // The position is read first: by then all of its rows are in the ring.
    const handedOver = orders.position;
    const decoded = decoder.decode((target, offset) => reader.take(target, offset));
    position = Math.max(position, decoded.position ?? 0, decoded.isOpen ? 0 : handedOver);
    return { ...decoded, position };
  };
}

function obey(orders: SinkOrders, reader: RingReader, commits: EpochCommits, sink: Sink): void {
  const hasWork = (): boolean => orders.order !== 'none' || (sink.visibleAt === 'write' && !reader.isEmpty());
  for (let order = orders.order; order !== 'close'; order = orders.order) {
    commits.turn();
    if (order === 'flush') {
      commits.flush();
      orders.order = 'none';
    }
    reader.sleep(Math.min(commits.sleepNanos() / 1e6, longestSleepMs), hasWork);
  }
}
