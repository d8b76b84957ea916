import type { GateSettings } from '../../src/experiments/gate/gate-settings.ts';

/** Those of `stream-bench gate ./pipeline.js --base before --executor continuous --sink none`. */
export const jobSettings: GateSettings = {
  command: '',
  workload: 'pipeline.js',
  replay: null,
  loop: false,
  sink: 'none',
  sync: 'normal',
  wait: 'spin',
  payload: 'columns',
  records: {},
  seed: 1,
  configurations: [
    { engine: 'local', mode: 'continuous', executor: 'continuous', intervalMs: null, commit: 'invocation' },
  ],
  load: 'constant',
  loadParameters: {},
  speed: null,
  warmUpMs: 500,
  repetitions: 1,
  base: 'before',
  head: 'HEAD',
  ratesPerSecond: null,
  isChangeExpected: false,
  longestMs: 5 * 60_000,
};

/** The same on the command line. */
export const jobArguments = ['--executor', 'continuous', '--sink', 'none'];
