import { describe, expect, test } from 'vitest';
import type { Configuration } from '../results/configuration.ts';
import { local } from './example-spec.test-program.ts';
import { requireRoom } from './preflight.ts';

const node: Configuration = { ...local(), engine: 'node' };
const spark: Configuration = { ...local(), engine: 'spark' };
const ample = { memoryBytes: 8e9, diskBytes: 8e9 };
const [withBroker, without] = [{ broker: true }, { broker: false }];

describe('before anything starts', () => {
  test.each<[name: string, configurations: Configuration[], memoryBytes: number]>([
    ['the local engine needs nothing', [local()], 0],
    ['node needs 1.3 GB', [local(), node], 1.3e9],
    ['eight processes of it 3.4 GB', [{ ...node, parallelism: 8 }], 3.4e9],
    ['Spark 3 GB, whatever else is measured in turn', [node, spark], 3e9],
  ])('%s', (_, configurations, memoryBytes) => {
    const started = memoryBytes === 0 ? without : withBroker;
    expect(() => requireRoom(configurations, started, { ...ample, memoryBytes })).not.toThrow();
    if (memoryBytes === 0) return;
    expect(() => requireRoom(configurations, started, { ...ample, memoryBytes: memoryBytes - 1 })).toThrow(
      `needs ${(memoryBytes / 1e9).toFixed(1)} GB of memory`,
    );
  });

  test('a full disk is told', () => {
    expect(() => requireRoom([node], withBroker, { ...ample, diskBytes: 2e8 })).toThrow(
      'node beside a broker of Kafka needs 1.0 GB for temporary files, and 0.2 GB are free',
    );
  });

  test('a cluster of the user needs no memory here', () => {
    expect(() => requireRoom([node], without, { ...ample, memoryBytes: 0.3e9 })).not.toThrow();
  });
});
