import { atOnce, invokeAndCommit, type Executor } from './executor.ts';

/**
 * Micro-batches of the given sizes, in turn and one right after another, to see what each size costs. Waits for the
 * last record first, so that no micro-batch is short of records. After the last size it begins again.
 *
 * @param sizes in records, each at least 1
 */
export function sizedBatches(sizes: readonly number[]): Executor {
  return {
    run(drive) {
      const { arrivalsNanos, clock } = drive;
      const count = arrivalsNanos.length;
      if (count === 0) return;
      let start = clock.waitUntil(arrivalsNanos[count - 1]);
      for (let from = 0, turn = 0; from < count; turn++) {
        const to = Math.min(count, from + sizes[turn % sizes.length]);
        invokeAndCommit(drive, from, to, start);
        from = to;
        start = clock.now();
      }
    },
    dueNanos: atOnce,
  };
}
