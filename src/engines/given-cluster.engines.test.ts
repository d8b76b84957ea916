import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requireInstallation } from '../installations/installation.ts';
import { configurationName, type Configuration } from '../results/configuration.ts';
import { answerFaults } from './answer-faults.test-program.ts';
import { availableEngines } from './available.ts';
import type { Engines } from './engines.ts';
import { specOf } from './example-spec.test-program.ts';
import { flinkConfiguration } from './flink-modes.ts';
import { startBroker, type Broker, type Listener } from './kafka/broker/broker.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { sparkConfiguration } from './spark-modes.ts';

// A cluster of the user's, which asks who its clients are.

const jaas = 'org.apache.kafka.common.security.plain.PlainLoginModule required username="bench" password=';
const listener: Listener = {
  name: 'SASL_PLAINTEXT',
  options: [
    'sasl.enabled.mechanisms=PLAIN',
    'sasl.mechanism.inter.broker.protocol=PLAIN',
    `listener.name.sasl_plaintext.plain.sasl.jaas.config=${jaas}"s3cret" user_bench="s3cret";`,
  ],
  security: securityWith('s3cret'),
};

function securityWith(password: string): Record<string, string> {
  const of = { 'security.protocol': 'SASL_PLAINTEXT', 'sasl.mechanism': 'PLAIN' };
  return { ...of, 'sasl.jaas.config': `${jaas}"${password}";` };
}

let folder: string;
let broker: Broker;
const { signal } = new AbortController();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-given-'));
  broker = await startBroker(requireInstallation('kafka').jars, folder, signal, listener);
}, 90_000);
afterAll(async () => {
  await broker.stop();
  rmSync(folder, { recursive: true });
});

function enginesAt(bootstrap: string, password?: string): Engines {
  const properties = join(folder, 'client.properties');
  const options = Object.entries(securityWith(password ?? ''));
  writeFileSync(properties, options.map(([name, value]) => `${name}=${value}\n`).join(''));
  return availableEngines({
    temporary: folder,
    kafka: { bootstrap, properties: password === undefined ? undefined : properties },
  });
}

const nodeContinuous: Configuration = {
  engine: 'node',
  mode: 'continuous',
  executor: 'continuous',
  intervalMs: null,
  commit: 'invocation',
};

async function measured(engines: Engines, configuration: Configuration) {
  const times = { ratePerSecond: 300, warmUpMs: 3000, durationMs: 2000 };
  const spec = specOf({ workload: 'trends:screen', configuration, ...times });
  try {
    return await engines.of(configuration).measure(spec, { signal, machine: new OneAtATime() });
  } finally {
    await engines.close();
  }
}

const configurations = [nodeContinuous, sparkConfiguration('micro-batch', 0), flinkConfiguration('streaming', null)];

test.each(configurations.map((configuration) => [configurationName(configuration), configuration] as const))(
  'lets in the harness and the job of %s, by the properties file',
  async (_, configuration) => {
    const { report } = await measured(enginesAt(broker.bootstrap, 's3cret'), configuration);
    expect(answerFaults(report)).toEqual([]);
    expect(report.latencyMicros!.count).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain('s3cret');
  },
  240_000,
);

test.each<[password: string | undefined, what: string]>([
  ['wrong', 'Kafka cannot be reached: SASL authentication failed'],
  [undefined, 'Kafka cannot be reached'],
])(
  'with the password %j it says that the cluster refuses',
  async (password, what) => {
    await expect(measured(enginesAt(broker.bootstrap, password), nodeContinuous)).rejects.toThrow(what);
  },
  60_000,
);

test('where something else listens, it says so within 15 s', async () => {
  const silent: Server = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  try {
    await expect(measured(enginesAt(`127.0.0.1:${port}`), nodeContinuous)).rejects.toThrow('Kafka cannot be reached');
  } finally {
    silent.close();
  }
}, 15_000);
