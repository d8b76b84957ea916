import { compile } from '../../compile/compile.ts';
import type { Step } from '../../compile/step.ts';
import { StreamBenchError } from '../../errors.ts';
import type { RunDelay } from '../../measurement/clock/run-delay.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { RecordRing } from '../schedule/stream/record-ring.ts';
import { openRecordStream, type RecordStream } from '../schedule/stream/record-stream.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { decodingFirst } from './decoded-records.ts';
import { partitionedStep } from './threads/partitioned-step.ts';

/** A step, and where its records come from while it is measured. */
export interface FedStep {
  readonly step: Step;
  /** For how long it waited for records that should have been there. */
  readonly waitedNanos: () => number;
  /** What the system takes from any thread of it that an invocation waits for. `own`: from the calling one. */
  readonly runDelayOf: (own: RunDelay) => RunDelay;
  readonly close: () => Promise<void>;
}

/** The records are in columns, or are decoded, or are made by another thread while the step works. */
export async function feedStep(spec: UnitSpec, plan: PlanNode, scheduled: ScheduledRecords): Promise<FedStep> {
  const { records, ring } = scheduled;
  if (spec.payload === 'ndjson' && spec.configuration.parallelism !== undefined) throw decodedByOne();
  if (ring !== null) return fromStream(spec, plan, { ...scheduled, ring });
  const { step, ...others } = await inMemory(spec, plan, scheduled);
  return { step: spec.payload === 'ndjson' ? decodingFirst(step, records) : step, waitedNanos: () => 0, ...others };
}

function decodedByOne(): StreamBenchError {
  const what = 'records of --payload ndjson are decoded by one thread, whatever --parallelism';
  return new StreamBenchError({ kind: 'input', what, remedy: 'Leave one of the two out.' });
}

/** The step, which one thread takes or several share. */
async function inMemory(
  spec: UnitSpec,
  plan: PlanNode,
  scheduled: ScheduledRecords,
): Promise<Omit<FedStep, 'waitedNanos'>> {
  if (spec.configuration.parallelism !== undefined) return partitionedStep(spec, plan, scheduled);
  const step = compile(plan, scheduled.records, scheduled.measuredFrom);
  return { step, runDelayOf: (own) => own, close: async () => {} };
}

async function fromStream(
  { workload, seed, records: shape }: UnitSpec,
  plan: PlanNode,
  { arrivalsNanos, records, measuredFrom, ring }: ScheduledRecords & { readonly ring: RecordRing },
): Promise<FedStep> {
  const step = compile(plan, records, measuredFrom, arrivalsNanos.length);
  const { stream, close } = await openRecordStream(records, { workload, arrivalsNanos, seed, shape, ring });
  return { step: streamed(step, stream), waitedNanos: () => stream.waitedNanos, runDelayOf: (own) => own, close };
}

function streamed(step: Step, stream: RecordStream): Step {
  return {
    ...step,
    invoke(from, to) {
      for (let at = from; at < to;) {
        const end = Math.min(to, stream.readyFrom(at));
        step.invoke(at, end);
        stream.release(end);
        at = end;
      }
    },
  };
}
