import type { Step } from '../../compile/step.ts';
import { openRecordStream, type RecordStream } from '../schedule/stream/record-stream.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { decodingFirst } from './decoded-records.ts';

/** A step, and where its records come from while it is measured. */
export interface FedStep {
  readonly step: Step;
  /** For how long it waited for records that should have been there. */
  readonly waitedNanos: () => number;
  readonly close: () => Promise<void>;
}

/** The records are in columns, or are decoded, or are made by another thread while the step works. */
export async function feedStep(spec: UnitSpec, scheduled: ScheduledRecords, step: Step): Promise<FedStep> {
  const { arrivalsNanos, records, ring } = scheduled;
  if (ring !== null) {
    const { workload, seed, records: shape } = spec;
    const { stream, close } = await openRecordStream(records, { workload, arrivalsNanos, seed, shape, ring });
    return { step: streamed(step, stream), waitedNanos: () => stream.waitedNanos, close };
  }
  const fed = spec.payload === 'ndjson' ? decodingFirst(step, records) : step;
  return { step: fed, waitedNanos: () => 0, close: async () => {} };
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
