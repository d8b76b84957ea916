/** What the options of every experiment are where none is given, for tests of settings. */
export const defaultOptions = {
  executor: ['continuous', 'micro-batch'],
  sink: 'sqlite',
  sync: 'normal',
  wait: 'spin',
  payload: 'columns',
  seed: 1,
  save: true,
} as const;
