import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { StreamBenchError } from '../../../errors.ts';
import { javaProgram } from '../../../installations/needed-programs.ts';
import { Program } from '../../../processes/program.ts';
import { clearBroker } from './clear-broker.ts';
import type { KafkaConnection } from './connection.ts';
import { EarlyEnd } from './early-end.ts';
import { endedEarly } from './ended-early.ts';
import { failureReason, searchedLines } from './failure-reason.ts';
import { clientOptions } from './settings.ts';
import { reportStopped } from './stopped-program.ts';

/** What the topics of an experiment are on. */
export interface Broker extends KafkaConnection {
  /** Of each topic; -1: as many as the cluster makes by default. */
  readonly replicas: number;
  /** Resolves with what happened when its process is gone, and nobody has stopped it. */
  readonly lost: Promise<StreamBenchError>;
  /** Deletes all topics and groups, which a job has left. Only a broker of our own has this. */
  readonly clear?: () => Promise<void>;
  stop(): Promise<void>;
}

/** What a broker asks of its clients. */
export interface Listener {
  readonly name: 'PLAINTEXT' | 'SASL_PLAINTEXT';
  /** Lines of its properties file. */
  readonly options: readonly string[];
  /** What lets the broker's own clients in. */
  readonly security: KafkaConnection['security'];
}

const plaintext: Listener = { name: 'PLAINTEXT', options: [], security: {} };

const ownName = 'the Kafka broker';
const startLimitMs = 60_000;
const mostTries = 2;
const heap = ['-Xms512m', '-Xmx512m', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20'];
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';

/**
 * Starts a broker of our own, for the units of one experiment. It is its own controller (KRaft), on free ports of this
 * machine.
 *
 * @param jars folder of Kafka's jars
 * @param folder an existing folder for its files alone
 * @param listener who may connect
 * @param findPorts returns two that are free
 * @throws StreamBenchError if it does not listen within a minute
 */
export async function startBroker(
  jars: string,
  folder: string,
  signal: AbortSignal,
  listener: Listener = plaintext,
  findPorts = freePorts,
): Promise<Broker> {
  for (let tries = 1; ; tries++) {
    const ports = await findPorts();
    try {
      return await startOn(ports, jars, folder, signal, listener);
    } catch (error) {
      // Another program has taken one of them since it was found.
      if (tries === mostTries || !(error instanceof Error) || !error.message.includes('BindException')) throw error;
    }
  }
}

type Ports = readonly [port: number, ofController: number];

async function startOn(
  [port, controllerPort]: Ports,
  jars: string,
  folder: string,
  signal: AbortSignal,
  listener: Listener,
): Promise<Broker> {
  const settings = join(folder, 'server.properties');
  const data = await mkdtemp(join(folder, 'data-'));
  writeFileSync(settings, serverProperties(listener, port, controllerPort, data));
  const log = join(folder, 'broker.log');
  const java = (...args: string[]): Program =>
    new Program(javaProgram(process.env), [...heap, quiet, '-cp', join(jars, '*'), ...args], { cwd: folder, log });
  const format = java('kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', settings);
  const formatted = await format.endWithin(startLimitMs, signal);
  if (formatted === undefined) throw tooSlow('format its folder');
  if (formatted.exitCode !== 0) throw notStarted(format, folder);
  signal.throwIfAborted();
  const program = java('kafka.Kafka', settings);
  const connection: KafkaConnection = { bootstrap: `127.0.0.1:${port}`, security: listener.security };
  const end = new EarlyEnd(program.ended.then((ended) => endedEarly(ownName, program, ended, folder)));
  reportStopped(ownName, program, end);
  const stop = async (): Promise<void> => {
    end.stop();
    await program.stop();
  };
  try {
    await Promise.race([
      untilListening(connection, signal),
      program.ended.then(() => Promise.reject(notStarted(program, folder))),
    ]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...connection, replicas: 1, lost: end.lost, clear: async () => clearBroker(connection), stop };
}

/** 16 bytes in base64 without padding; one that begins with a hyphen would be read as an option. */
function clusterId(): string {
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}

async function untilListening(connection: KafkaConnection, signal: AbortSignal): Promise<void> {
  const startMs = performance.now();
  for (;;) {
    signal.throwIfAborted();
    if (await answers(connection)) return;
    if (performance.now() - startMs > startLimitMs) throw tooSlow('answer');
    await setTimeout(100);
  }
}

/** @param what it had to do, as in "did not answer" */
function tooSlow(what: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'environment',
    what: `the Kafka broker did not ${what} within ${startLimitMs / 1000} s`,
    remedy: 'Look with stream-bench doctor whether the machine is busy.',
  });
}

async function answers(connection: KafkaConnection): Promise<boolean> {
  const admin = new Admin({ ...clientOptions(connection, 'admin'), retries: 0, connectTimeout: 1000 });
  try {
    await admin.listTopics();
    return true;
  } catch {
    return false;
  } finally {
    await admin.close().catch(() => {});
  }
}

function notStarted(program: Program, folder: string): StreamBenchError {
  const reason = failureReason(program.lastLines(searchedLines), folder);
  const what = `the Kafka broker does not start${reason === undefined ? '' : `: ${reason}`}`;
  const remedy = 'Run it again with --verbose to see what it says.';
  return new StreamBenchError({ kind: 'environment', what, remedy }, new Error(program.lastLines()));
}

/** Two ports that nobody listens on now. */
export async function freePorts(): Promise<Ports> {
  const servers = [createServer(), createServer()].map((server) => server.listen(0, '127.0.0.1'));
  await Promise.all(servers.map(async (server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  return [ports[0], ports[1]];
}

/** One replica of everything, and no wait for members of a group: there is one of each. */
function serverProperties(listener: Listener, port: number, controllerPort: number, data: string): string {
  const { name, options } = listener;

  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listeners=${name}://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=${name}://127.0.0.1:${port}
inter.broker.listener.name=${name}
listener.security.protocol.map=${name}:${name},CONTROLLER:PLAINTEXT
log.dirs=${data}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
num.network.threads=2
num.io.threads=4
${options.join('\n')}
`;
}
