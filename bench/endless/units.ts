import type { Conditions } from '../../src/engines/unit-spec.ts';
import type { Configuration } from '../../src/results/configuration.ts';

const local = { engine: 'local', commit: 'invocation' } as const;

/** One by one and in micro-batches. */
export const configurations: readonly Configuration[] = [
  { ...local, mode: 'continuous', executor: 'continuous', intervalMs: null },
  { ...local, mode: 'micro-batch', executor: 'micro-batch', intervalMs: 10 },
];

/** Three million records, none of which is stored: what is compared is the making of records and of the log. */
export function conditionsFor(workload: string): Conditions {
  return {
    workload,
    replay: null,
    loop: false,
    records: {},
    payload: 'columns',
    load: 'constant',
    loadParameters: {},
    ratePerSecond: 200_000,
    speed: null,
    durationMs: 5000,
    warmUpMs: 10_000,
    sink: 'none',
    sync: 'normal',
    wait: 'spin',
    seed: 1,
  };
}
