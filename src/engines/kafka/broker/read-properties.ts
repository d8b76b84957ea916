import { isAbsolute, resolve } from 'node:path';
import { parse } from 'dot-properties';
import { StreamBenchError } from '../../../errors.ts';
import { readBoundedText } from '../../../files/bounded-text.ts';
import { nodeSecurity } from './node-security.ts';
import type { KafkaConnection } from './connection.ts';

const fileKind = { maxBytes: 2 ** 20, remedy: "Name a properties file, as Kafka's own tools take it." };
const securityOption = /^(security|sasl|ssl)\./;

/**
 * The security options of a Java client's properties file. Its other options are left out: those that matter for
 * latency are set alike for all clients.
 *
 * @throws StreamBenchError if the file cannot be read, or an option is one that the clients of the harness do not have
 */
export function readSecurity(path: string): KafkaConnection['security'] {
  const options = parse(readBoundedText(path, fileKind)) as Record<string, string>;
  const security = Object.entries(options)
    .filter(([name]) => securityOption.test(name))
    .map(([name, value]) => [name, isPath(name) && !isAbsolute(value) ? resolve(value) : value]);
  const found = Object.fromEntries(security) as Record<string, string>;
  try {
    nodeSecurity(found);
  } catch (error) {
    if (error instanceof StreamBenchError) throw new StreamBenchError({ ...error.problem, where: path }, error);
    throw error;
  }
  return found;
}

/** Jobs run in folders of their own. */
function isPath(name: string): boolean {
  return name.endsWith('.location');
}
