import { expect, test } from 'vitest';
import { shownMetrics } from './metrics.ts';

/** Of a configuration of which so much is known. */
const knowing = (...known: readonly string[]) => {
  return (metric: string) => (known.includes(metric) ? { estimate: 1 } : undefined);
};

test.each([
  ['busy time of the local engine', [knowing('busyShare')], ['busyShare']],
  ['processor time of a job', [knowing('processorMicros')], ['processorMicros']],
  ['both side by side', [knowing('busyShare'), knowing('processorMicros')], ['busyShare', 'processorMicros']],
  ['that nothing is known', [knowing('p50Micros')], ['busyShare']],
])('of costs is shown: %s', (_, rows, costs) => {
  const latencies = ['p50Micros', 'p99Micros', 'p999Micros', 'throughput'];
  expect(shownMetrics(rows).map(([name]) => name)).toEqual([...latencies, ...costs]);
});
