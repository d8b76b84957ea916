import type { Step } from '../../compile/step.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import type { Executor } from '../../executors/executor.ts';
import { executors, type ExecutorName } from '../../executors/index.ts';
import type { Triggers } from '../../executors/micro-batch.ts';
import { sizedBatches } from '../../executors/sized-batches.ts';
import type { EpochEnds } from '../../measurement/meter/epoch-waits.ts';
import type { MeterOptions } from '../../measurement/meter/meter.ts';
import { epochStream, phaseStream, uniform } from '../../random/random.ts';
import type { VisibleAt } from '../../sinks/sink.ts';
import { batchMs } from '../../results/configuration.ts';
import type { ScheduledRecords } from '../schedule/scheduled-records.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { burstOf } from '../burst.ts';

/** Backlog samples of a unit whose executor waits for nothing. */
const samplesPerUnit = 200;

/** The phase is seeded for each unit, because latency depends on the phase between load and triggers. */
function triggersOf({ configuration, seed, repetition }: UnitSpec): Triggers {
  const intervalNanos = Math.round((configuration.intervalMs ?? 0) * 1e6);
  const phaseNanos = Math.floor(uniform(seed, repetition, phaseStream) * intervalNanos);
  return { intervalNanos, phaseNanos };
}

export function executorOf(spec: UnitSpec): Executor {
  const { batchSizes, configuration } = spec;
  if (batchSizes !== null) return sizedBatches(batchSizes);
  const latencyNanos = (configuration.deadlineMs ?? 0) * 1e6;
  return executors[configuration.mode as ExecutorName].create({ triggers: triggersOf(spec), latencyNanos });
}

/** Seeded for each unit, so that epochs and triggers coincide differently in each of them. Undefined without epochs. */
export function epochEndsOf({ configuration, seed, repetition }: UnitSpec): EpochEnds | undefined {
  const epoch = epochMs(configuration.commit);
  if (epoch === null) return undefined;
  const epochNanos = Math.round(epoch * 1e6);
  return { epochNanos, phaseNanos: Math.floor(uniform(seed, repetition, epochStream) * epochNanos) };
}

/** How the unit's records are metered. `visibleAt`: when readers see their effects. */
export function meterOptions(
  spec: UnitSpec,
  executor: Executor,
  { arrivalsNanos, measuredFrom }: Pick<ScheduledRecords, 'arrivalsNanos' | 'measuredFrom'>,
  { fates }: Pick<Step, 'fates'>,
  visibleAt: VisibleAt,
): MeterOptions {
  const waitNanos = Math.round(batchMs(spec.configuration) * 1e6);
  const epochEnds = epochEndsOf(spec);
  const lengthNanos = arrivalsNanos.at(-1) ?? 0;
  return {
    arrivalsNanos,
    fates,
    measuredFrom,
    dueNanos: (arrivalNanos) => executor.dueNanos(arrivalNanos),
    sampleNanos: Math.max(waitNanos, epochEnds?.epochNanos ?? 0, lengthNanos / samplesPerUnit),
    isVisibleFirst: visibleAt === 'write',
    epochEnds: visibleAt === 'commit' ? epochEnds : undefined,
    burst: burstOf(spec),
  };
}
