import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { StreamBenchError } from '../../errors.ts';

/** How long an answer of the cluster may take, and how long the slots of the job before may take to be free. */
const [answerMs, slotsMs, triesMs] = [5000, 10_000, 200];

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

/**
 * Waits until the cluster has so many slots free: the job would wait for them for minutes, and not say so.
 *
 * @param version of the Flink that sends the job
 * @throws StreamBenchError if it does not answer, is of another version, or has too few slots
 */
export async function requireSlots(address: string, version: string, slots: number): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    const overview = await overviewOf(address);
    requireVersion(address, overview['flink-version'], version);
    const free = overview['slots-available'];
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
    const response = await fetch(`http://${address}/overview`, { signal: AbortSignal.timeout(answerMs) });
    const overview = (await response.json()) as Partial<Overview>;
    if (overview['flink-version'] === undefined) throw new Error('it is no REST endpoint of Flink');
    return overview as Overview;
  } catch (error) {
    const { message, cause } = error as Error;
    const what = `Flink cannot be reached: ${(cause as Error | undefined)?.message ?? message}`;
    const remedy = 'Look at --flink, and whether it is the address of its REST endpoint, such as localhost:8081.';
    throw new StreamBenchError({ kind: 'environment', what, where: address, remedy }, error);
  }
}

function requireVersion(address: string, theirs: string, ours: string): void {
  const [minor, needed] = [theirs, ours].map((version) => version.split('.').slice(0, 2).join('.'));
  if (minor === needed) return;
  const what = `the cluster runs Flink ${theirs}, and the jobs are those of ${ours}`;
  throw new StreamBenchError({ kind: 'environment', what, where: address, remedy: `Name one of Flink ${needed}.` });
}
