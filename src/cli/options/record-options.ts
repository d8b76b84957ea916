import type { Command } from 'commander';
import { StreamBenchError } from '../../errors.ts';
import type { RecordShape } from '../../sources/record-shape.ts';
import type { Workload } from '../../workloads/workload.ts';
import { parseAmount, parseDurationMs, parseShare, wholeNumber } from './quantity.ts';

/** How generated records are spread; what is absent is as the workload has it. */
export interface RecordOptions {
  readonly keys?: number;
  readonly skew?: number;
  readonly disorder?: number;
  readonly late?: number;
}

export function withRecordOptions(command: Command): Command {
  return command
    .option('--keys <n>', 'distinct keys of generated records', wholeNumber(1, 2 ** 32))
    .option('--skew <s>', 'Zipf exponent of how often keys come; 0: all alike', parseAmount)
    .option(
      '--disorder <time>',
      'how long before its arrival a record may have happened, in event time',
      parseDurationMs,
    )
    .option('--late <share>', 'share of records, such as 1%, that happened longer ago than that', parseShare);
}

/** Throws where the workload's records are not generated. */
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
      what: '--keys, --skew, --disorder and --late are for generated records',
      where: source.name,
    });
  }
  return shape;
}
