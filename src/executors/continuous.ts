import { atOnce, invokeAndCommit, type Executor } from './executor.ts';

/** Processes each record in its own invocation, as soon as it has arrived and the record before is committed. */
export const continuous: Executor = {
  run(drive) {
    const { arrivalsNanos, clock } = drive;
    for (let record = 0; record < arrivalsNanos.length; record++) {
      invokeAndCommit(drive, record, record + 1, clock.waitUntil(arrivalsNanos[record]));
    }
  },
  dueNanos: atOnce,
};
