import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireSession, requireSlots, sessionSettings } from './session-cluster.ts';

let server: Server;
let address: string;
let answer: string;
beforeAll(async () => {
  server = createServer((_, response) => response.end(answer)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function answering(slots: number): void {
  answer = JSON.stringify({ 'flink-version': '2.3.1', 'slots-available': slots });
}

describe('a session cluster of Flink', () => {
  test('takes jobs of its own version, whatever the last number is', async () => {
    answering(2);
    await expect(requireSession(address, '2.3.0')).resolves.toBeUndefined();
    const other = 'the cluster runs Flink 2.3.1, and the jobs are those of 2.2.1\nName one of Flink 2.2.';
    await expect(requireSession(address, '2.2.1')).rejects.toThrow(other);
  });

  test('is waited for until the slots of the job before are free', async () => {
    answering(0);
    const slots = requireSlots(address, 2);
    setTimeout(() => answering(2), 300);
    await expect(slots).resolves.toBeUndefined();
    await expect(requireSlots(address, 3, 0)).rejects.toThrow('has 2 free slots, and the job needs 3');
  });

  test.each(['<html>', '{}'])('is not what answers %s', async (other) => {
    answer = other;
    await expect(requireSession(address, '2.3.0')).rejects.toThrow('Flink cannot be reached: something else answers');
  });

  test('that does not listen is told with its address', async () => {
    const refused = '127.0.0.1:1: Flink cannot be reached: connect ECONNREFUSED 127.0.0.1:1';
    await expect(requireSession('127.0.0.1:1', '2.3.0')).rejects.toThrow(refused);
  });

  test('gets the jars of a job, and ends it without its process', () => {
    expect(sessionSettings('[::1]:8081', ['/a b/job.jar', '/lib/kafka.jar'])).toMatchObject({
      'rest.address': '::1',
      'rest.port': '8081',
      'pipeline.jars': 'file:///a%20b/job.jar;file:///lib/kafka.jar',
      'execution.shutdown-on-attached-exit': 'true',
    });
  });
});
