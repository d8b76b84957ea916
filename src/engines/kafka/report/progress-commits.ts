import type { Commit } from '../../../measurement/meter/invocation.ts';

/**
 * The progress of a job as commits, each of the records that were all visible from then on: the earliest time at which
 * every effect of a record and of those before it has been seen. A record without an effect goes with the one before.
 * What is never seen ends the progress.
 *
 * @param visibleNanos by the number of the record; Infinity where its effect was not seen
 * @param hasEffect whether the plan makes anything of the record
 */
export function progressCommits(
  arrivalsNanos: Float64Array,
  visibleNanos: Float64Array,
  hasEffect: (record: number) => boolean,
): Commit[] {
  const commits: { from: number; to: number; startNanos: number; committedNanos: number }[] = [];
  let latestNanos = -Infinity;
  for (let record = 0; record < arrivalsNanos.length; record++) {
    const seenNanos = hasEffect(record) ? visibleNanos[record] : -Infinity;
    if (seenNanos === Infinity) break;
    const last = commits.at(-1);
    if (last !== undefined && seenNanos <= latestNanos) last.to = record + 1;
    else {
      latestNanos = Math.max(seenNanos, arrivalsNanos[record]);
      commits.push({ from: record, to: record + 1, startNanos: latestNanos, committedNanos: latestNanos });
    }
  }
  return commits;
}
