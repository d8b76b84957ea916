import type { Command } from 'commander';
import { StreamBenchError } from '../../errors.ts';
import type { RecordShape } from '../../sources/record-shape.ts';
import type { Workload } from '../../workloads/workload.ts';
import { parseAmount, parseDurationMs, parseShare, wholeNumber } from './quantity.ts';

/** How generated records are distributed; the workload decides what is absent. */
export interface RecordOptions {
  readonly keys?: number;
  readonly skew?: number;
  /** In milliseconds of event time. */
  readonly disorder?: number;
  readonly late?: number;
}

export function withRecordOptions(command: Command): Command {
  return command
    .option('--keys <n>', 'number of distinct keys in generated records', wholeNumber(1, 2 ** 32))
    .option('--skew <s>', 'Zipf exponent of the key frequencies; 0: all keys are equally frequent', parseAmount)
    .option('--disorder <time>', 'longest delay from event to arrival, in event time', parseDurationMs)
    .option('--late <share>', 'share of records, such as 1%, with a longer delay than --disorder', parseShare);
}

/** Throws if the workload's records are not generated. */
export function recordShapeOf({ source }: Workload, { keys, skew, disorder, late }: RecordOptions): RecordShape {
  const shape = {
    ...(keys !== undefined && { keys }),
    ...(skew !== undefined && { skew }),
    ...(disorder !== undefined && { disorderMs: disorder }),
    ...(late !== undefined && { lateShare: late }),
  };
  if (source.timeScale === null && Object.keys(shape).length > 0) {
    throw new StreamBenchError({
      kind: 'input',
      what: '--keys, --skew, --disorder and --late are only for generated records',
      where: source.name,
    });
  }
  return shape;
}
