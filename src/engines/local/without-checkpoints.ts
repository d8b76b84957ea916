import type { Histogram } from '../../measurement/histogram/histogram.ts';
import type { Meter, MeterOptions } from '../../measurement/meter/meter.ts';
import { PauseEffects } from '../../measurement/meter/pause-effects.ts';
import type { Checkpoint } from './commit-path.ts';
import type { UnitLog } from './unit-log.ts';

/**
 * The latencies as they would be if no commit had a checkpoint in it: each commit with one takes as long as the mean
 * of the others, and what queued behind it is done sooner. Null without checkpoints.
 */
export function latencyWithoutCheckpoints(
  options: MeterOptions,
  meter: Meter,
  checkpoints: readonly Checkpoint[] | null,
  log: Pick<UnitLog, 'replay'>,
): Histogram | null {
  if (checkpoints === null || checkpoints.length === 0) return null;
  const byStart = new Map(checkpoints.map(({ startNanos, durationNanos }) => [startNanos, durationNanos]));
  const usualNanos = meanCommitNanos(byStart, log);
  const effects = new PauseEffects(options, meter, []);
  log.replay({
    observe(invocation) {
      const checkpointNanos = byStart.get(invocation.processedNanos);
      const takenNanos = checkpointNanos === undefined ? 0 : Math.max(0, checkpointNanos - usualNanos);
      effects.observe(takenNanos === invocation.takenNanos ? invocation : { ...invocation, takenNanos });
    },
    observeCommit: (commit) => effects.observeCommit(commit),
  });
  return effects.low;
}

/** Of the commits without a checkpoint; 0 without any. */
function meanCommitNanos(checkpoints: ReadonlyMap<number, number>, log: Pick<UnitLog, 'replay'>): number {
  let [sumNanos, commits] = [0, 0];
  log.replay({
    observe({ processedNanos, committedNanos }) {
      if (checkpoints.has(processedNanos)) return;
      sumNanos += committedNanos - processedNanos;
      commits++;
    },
    observeCommit: () => {},
  });
  return commits === 0 ? 0 : sumNanos / commits;
}
