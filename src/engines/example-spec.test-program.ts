import type { Configuration } from '../results/configuration.ts';
import type { UnitSpec } from './unit-spec.ts';

/** What differs between the configurations of the local engine. Its mode is the name of the executor. */
export type LocalConfiguration = Pick<Configuration, 'executor' | 'intervalMs' | 'commit'> &
  Partial<Pick<Configuration, 'mode' | 'deadlineMs'>>;

/** Continuous with a commit for each invocation, changed in what a test is about. */
export function local(changes: Partial<LocalConfiguration> = {}): Configuration {
  const configuration: LocalConfiguration = {
    executor: 'continuous',
    intervalMs: null,
    commit: 'invocation',
    ...changes,
  };
  return { engine: 'local', mode: configuration.executor, ...configuration };
}

/** 120 records in 60 ms, of which the last 40 ms are measured, changed in what a test is about. */
export function specOf(changes: Partial<UnitSpec> = {}): UnitSpec {
  return {
    workload: 'small',
    replay: null,
    loop: false,
    records: {},
    configuration: local(),
    load: 'constant',
    loadParameters: {},
    ratePerSecond: 2_000,
    speed: null,
    durationMs: 40,
    warmUpMs: 20,
    sink: 'none',
    sync: 'normal',
    wait: 'spin',
    payload: 'columns',
    seed: 1,
    repetition: 0,
    withReference: false,
    batchSizes: null,
    ...changes,
  };
}
