import { atOnce, invokeAndCommit, type Executor } from './executor.ts';

/** Processes all records in one invocation, after the last one has arrived. Gives the reference answer. */
export const batch: Executor = {
  run(drive) {
    const { arrivalsNanos, clock } = drive;
    const count = arrivalsNanos.length;
    if (count > 0) invokeAndCommit(drive, 0, count, clock.waitUntil(arrivalsNanos[count - 1]));
  },
  dueNanos: atOnce,
};
