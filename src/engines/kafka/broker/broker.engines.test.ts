import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requireInstallation } from '../../../installations/installation.ts';
import { processesOf } from '../../../processes/child-processes.test-program.ts';
import { freePorts, startBroker } from './broker.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-broker-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const { signal } = new AbortController();
const start = async (findPorts: typeof freePorts) =>
  startBroker(requireInstallation('kafka').jars, folder, signal, undefined, findPorts);

test('a broker whose port was taken meanwhile takes others, and gives up where these are taken too', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port: taken } = other.address() as AddressInfo;
  const tried: number[] = [];
  const findPorts = async (): ReturnType<typeof freePorts> => {
    const [port, ofController] = await freePorts();
    tried.push(port);
    return tried.length === 1 ? [taken, ofController] : [port, ofController];
  };
  const broker = await start(findPorts);
  expect(broker.bootstrap).toBe(`127.0.0.1:${tried[1]}`);
  await broker.stop();
  const always = start(async () => [taken, (await freePorts())[1]]);
  await expect(always).rejects.toThrow(/^the Kafka broker does not start: .*Address already in use/);
  expect(processesOf(folder)).toEqual([]);
  other.close();
}, 120_000);
