import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { StreamBenchError } from '../../errors.ts';

/** How long an answer of the cluster may take, and how long the slots of the job before may take to be free. */
const [answerMs, usualSlotsMs, triesMs] = [5000, 10_000, 200];

/**
 * The settings that send a job to a session cluster of the user's, with its own jars. A job whose process is killed is
 * cancelled by the cluster, once it has not heard of it for a while.
 *
 * @param address `host:port` of its REST endpoint
 */
export function sessionSettings(address: string, jars: readonly string[]): Record<string, string> {
  const end = address.lastIndexOf(':');
  return {
    'execution.target': 'remote',
    'rest.address': address.slice(0, end).replace(/^\[|\]$/g, ''),
    'rest.port': address.slice(end + 1),
    'pipeline.jars': jars.map((path) => pathToFileURL(path).href).join(';'),
    'execution.attached': 'true',
    'execution.shutdown-on-attached-exit': 'true',
    'client.heartbeat.timeout': '30 s',
  };
}

/** Of what the cluster says of itself. */
interface Overview {
  readonly 'flink-version': string;
  readonly 'slots-available': number;
}

function reasonOf(error: Error): string {
  if (error instanceof SyntaxError) return 'something else answers';
  return error.name === 'AbortError' ? `no answer within ${answerMs / 1000} s` : error.message;
}

/**
 * @param version of the Flink that sends jobs
 * @throws StreamBenchError if the cluster does not answer, or is of another version
 */
export async function requireSession(address: string, version: string): Promise<void> {
  const theirs = (await overviewOf(address))['flink-version'];
  const [minor, needed] = [theirs, version].map((each) => each.split('.').slice(0, 2).join('.'));
  if (minor === needed) return;
  const what = `the cluster runs Flink ${theirs}, and the jobs are those of ${version}`;
  throw new StreamBenchError({ kind: 'environment', what, where: address, remedy: `Name one of Flink ${needed}.` });
}

/**
 * Waits until the cluster has so many slots free: the job would wait for them for minutes, and not say so.
 *
 * @throws StreamBenchError if it has fewer
 */
export async function requireSlots(address: string, slots: number, slotsMs = usualSlotsMs): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    const { 'slots-available': free } = await overviewOf(address);
    if (free >= slots) return;
    if (performance.now() - startMs > slotsMs) {
      const what = `the Flink cluster has ${free} free slots, and the job needs ${slots}`;
      const remedy = 'End what else runs there, or start more task managers.';
      throw new StreamBenchError({ kind: 'environment', what, where: address, remedy });
    }
    await setTimeout(triesMs);
  }
}

async function overviewOf(address: string): Promise<Overview> {
  try {
    // Not by fetch(), which refuses some ports.
    const request = get(`http://${address}/overview`, { signal: AbortSignal.timeout(answerMs) });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    const overview = JSON.parse(await text(response)) as Partial<Overview>;
    if (overview['flink-version'] === undefined) throw new SyntaxError('another answer');
    return overview as Overview;
  } catch (error) {
    const what = `Flink cannot be reached: ${reasonOf(error as Error)}`;
    const remedy = 'Look at --flink, and whether it is the address of its REST endpoint, such as localhost:8081.';
    throw new StreamBenchError({ kind: 'environment', what, where: address, remedy }, error);
  }
}
