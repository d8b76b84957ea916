import type { Value } from '../../columns/column-type.ts';
import { OutputRows } from '../../columns/output-rows.ts';
import { rowsOf } from '../../columns/rows.test-program.ts';
import { compile } from '../../compile/compile.ts';
import type { LateCounts } from '../../compile/step.ts';
import type { Executor } from '../../executors/executor.ts';
import { digestFor } from '../../answers/answer-digest.ts';
import { VirtualClock } from '../../measurement/clock/virtual-clock.ts';
import type { Workload } from '../workload.ts';
import type { ArrivedRecords } from './records.test-program.ts';

export interface Answer {
  /** Digest of the rows in their order, with their causes; of a table, of its rows at the end. */
  readonly digest: string;
  readonly rows: readonly (readonly Value[])[];
  readonly late: LateCounts;
  readonly fates: Uint8Array;
  readonly rowsBeforeEnd: number;
}

const invocationNanos = 20_000;

/** The answer of a workload under an executor, in virtual time in which only invocations take time. */
export function answerUnder(
  executor: Executor,
  { plan }: Workload,
  { arrivalsNanos, records }: ArrivedRecords,
): Answer {
  const step = compile(plan, records);
  const answer = new OutputRows(plan.schema, records.dictionary, step.output.key);
  const digest = digestFor(step.output);
  const clock = new VirtualClock();
  const take = (): void => {
    for (let row = 0; row < step.output.length; row++) answer.take(step.output, row);
    digest.update(step.output);
    step.output.clear();
  };
  executor.run({
    arrivalsNanos,
    clock,
    invoke(from, to) {
      step.invoke(from, to);
      clock.advance(invocationNanos);
    },
    commit: take,
    observe() {},
  });
  const rowsBeforeEnd = answer.length;
  step.finish();
  take();
  return {
    digest: digest.hex(),
    rows: rowsOf(answer.table),
    late: { ...step.late },
    fates: step.fates.subarray(0, records.length),
    rowsBeforeEnd,
  };
}
