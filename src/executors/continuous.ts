import { invokeAndCommit, type Drive } from './executor.ts';

/** Each record is an invocation of its own, as soon as it has arrived and the one before is committed. */
export function continuous(drive: Drive): void {
  const { arrivalsNanos, clock } = drive;
  for (let record = 0; record < arrivalsNanos.length; record++) {
    invokeAndCommit(drive, record, record + 1, clock.waitUntil(arrivalsNanos[record]));
  }
}
