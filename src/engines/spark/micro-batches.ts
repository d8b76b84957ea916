import { readFileSync } from 'node:fs';
import type { MicroBatches } from '../../results/unit.ts';
import { median } from '../../statistics/median.ts';
import type { Job } from '../kafka/job/job.ts';

type Part = keyof MicroBatches['medianMs'];

/** Of StreamingQueryProgress, what is read here. */
interface Progress {
  /** ISO 8601, of when the trigger fired. */
  readonly timestamp: string;
  readonly durationMs: Readonly<Partial<Record<Part, number>>>;
}

/** Reads the lines that `spark_job.py` writes. */
export function microBatchesIn(path: string): NonNullable<Job['microBatches']> {
  return (fromMs, toMs) => {
    const durations = linesOf(path)
      .map((line) => JSON.parse(line) as Progress)
      .filter(({ timestamp }) => Date.parse(timestamp) >= fromMs && Date.parse(timestamp) < toMs)
      .map(({ durationMs }) => durationMs);
    if (durations.length === 0) return undefined;
    const medianOf = (part: Part): number | null =>
      median(durations.map((each) => each[part]).filter((ms) => ms !== undefined));
    return {
      count: durations.length,
      medianMs: {
        latestOffset: medianOf('latestOffset'),
        queryPlanning: medianOf('queryPlanning'),
        walCommit: medianOf('walCommit'),
        addBatch: medianOf('addBatch'),
        commitOffsets: medianOf('commitOffsets'),
        triggerExecution: medianOf('triggerExecution'),
      },
    };
  };
}

/** Whole lines: the last one may be being written. */
function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch {
    return [];
  }
}
