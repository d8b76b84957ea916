/** When a loop written by hand commits, and the configuration of stream-bench that commits at the same points. */
export interface Mode {
  /** As `stream-bench capacity` names it. */
  readonly name: string;
  readonly loopArguments: readonly string[];
}

/** Each is measured by one of the searches. */
export const modes: readonly Mode[] = [
  { name: 'continuous', loopArguments: [] },
  { name: 'micro-batch 10 ms', loopArguments: ['--interval', '10'] },
  { name: 'micro-batch 100 ms', loopArguments: ['--interval', '100'] },
  { name: 'continuous epoch:100ms', loopArguments: ['--epoch', '100'] },
];

/** The options of the searches. */
export const searches: readonly (readonly string[])[] = [
  ['--interval', '10ms,100ms'],
  ['--executor', 'continuous', '--commit', 'epoch:100ms'],
];
