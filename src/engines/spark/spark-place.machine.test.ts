import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { requireMaster } from './spark-place.ts';

describe('a master of Spark', () => {
  test('is there where one of several listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await expect(requireMaster(`spark://127.0.0.1:1,127.0.0.1:${port}`)).resolves.toBeUndefined();
    } finally {
      server.close();
    }
  });

  test('that does not listen is told with its address', async () => {
    const refused = "spark://127.0.0.1:1: Spark's master cannot be reached: connect ECONNREFUSED 127.0.0.1:1";
    await expect(requireMaster('spark://127.0.0.1:1')).rejects.toThrow(refused);
  });

  test('is not asked for where a job runs in its own process', async () => {
    await expect(requireMaster(undefined)).resolves.toBeUndefined();
  });
});
