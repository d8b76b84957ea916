import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { StreamBenchError } from '../errors.ts';
import { RingReader } from './byte-ring.ts';
import { CommitEventTeller } from './commit-events.ts';
import { EpochCommits, type Handed } from './epoch-commits.ts';
import { openSink } from './index.ts';
import { RowDecoder } from './row-code.ts';
import { SinkOrders } from './sink-orders.ts';
import type { Sink } from './sink.ts';
import type { SinkFailure, SinkOpened, ThreadRequest } from './threaded-sink.ts';

/** Rows that wait for a commit are written in the meantime, this often, and not all at its moment. */
const longestSleepMs = 5;

/** The program of a sink's own thread: opens the sink, tells of it, and from its start on writes and commits until it is to close. */
const request = workerData as ThreadRequest;
try {
  await serve(openSink(request.kind, request.options));
} catch (error) {
  parentPort!.postMessage(failureOf(error));
}

async function serve(sink: Sink): Promise<void> {
  parentPort!.postMessage({
    guarantee: sink.guarantee,
    visibleAt: sink.visibleAt,
    position: sink.position,
  } satisfies SinkOpened);
  const [originNanos] = (await once(parentPort!, 'message')) as [bigint];
  const reader = new RingReader(request.ring);
  const orders = new SinkOrders(request.orders);
  const events = new CommitEventTeller(request.events);
  try {
    obey(orders, reader, commitsOf(sink, reader, orders, events, originNanos), sink);
  } catch (error) {
    // First the reason, then the news of it: who hears the news asks for the reason.
    request.failures.postMessage(failureOf(error));
    events.failed();
  } finally {
    reader.close();
    sink.close();
    orders.order = 'closed';
  }
}

function commitsOf(
  sink: Sink,
  reader: RingReader,
  orders: SinkOrders,
  observer: CommitEventTeller,
  originNanos: bigint,
): EpochCommits {
  const decoder = new RowDecoder(request.options.schema, reader.capacity);
  let position = sink.position;
  const take = (): Handed => {
    // First the position: all of its rows are in the ring then.
    const handed = orders.position;
    const decoded = decoder.decode((target, offset) => reader.take(target, offset));
    position = Math.max(position, decoded.position ?? 0, decoded.isOpen ? 0 : handed);
    return { ...decoded, position };
  };
  const now = (): number => Number(process.hrtime.bigint() - originNanos);
  const { epochNanos, phaseNanos } = request;
  return new EpochCommits({ sink, epochNanos, phaseNanos, now, take, observer }, position);
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

function failureOf(error: unknown): SinkFailure {
  return error instanceof StreamBenchError ? { problem: error.problem } : { error };
}
