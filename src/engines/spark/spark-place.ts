import { once } from 'node:events';
import { connect } from 'node:net';
import { StreamBenchError } from '../../errors.ts';
import { isLoopback } from '../kafka/broker/this-machine.ts';

/** Where a job of Spark runs: in its own process, or on a standalone cluster of the user's. */
export interface SparkPlace {
  readonly master: string;
  readonly settings: Readonly<Record<string, string>>;
  /** For so many the job waits before it starts its query. */
  readonly cores: number;
}

const ofLoopback = { 'spark.driver.host': '127.0.0.1', 'spark.driver.bindAddress': '127.0.0.1' };

/**
 * @param master of a cluster, `spark://host:port`; undefined: the job's own process
 * @param cores that the job works on; null: all that there are
 */
export function sparkPlace(master: string | undefined, cores: number | null): SparkPlace {
  if (master === undefined) return { master: `local[${cores ?? '*'}]`, settings: ofLoopback, cores: 0 };
  // Executors elsewhere have to reach the driver: by the name of this machine, unless SPARK_LOCAL_IP says another.
  const reached = addressesOf(master).every(({ host }) => isLoopback(host)) ? ofLoopback : {};
  const asked = cores === null ? {} : { 'spark.cores.max': `${cores}` };
  return { master, settings: { ...reached, ...asked }, cores: cores ?? 1 };
}

const limitMs = 5000;

/**
 * Spark itself would try it again and again, for a minute.
 *
 * @throws StreamBenchError if no master of the cluster can be connected to
 */
export async function requireMaster(master: string | undefined): Promise<void> {
  if (master === undefined) return;
  try {
    await Promise.any(addressesOf(master).map(connected));
  } catch (error) {
    const [first] = (error as AggregateError).errors as readonly Error[];
    const reason = first.name === 'AbortError' ? `no answer within ${limitMs / 1000} s` : first.message;
    const what = `Spark's master cannot be reached: ${reason}`;
    const remedy = 'Look at --master, and whether it is the address that its page shows: spark://host:7077.';
    throw new StreamBenchError({ kind: 'environment', what, where: master, remedy }, error);
  }
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** @param master `spark://one:7077,two:7077` */
function addressesOf(master: string): Address[] {
  const parts = master.replace('spark://', '').split(',');
  return parts.map((part) => ({ host: part.slice(0, part.lastIndexOf(':')), port: Number(part.split(':').at(-1)) }));
}

async function connected({ host, port }: Address): Promise<void> {
  const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(limitMs) });
  } finally {
    socket.destroy();
  }
}
