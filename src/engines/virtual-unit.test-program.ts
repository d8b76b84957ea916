import { Dictionary } from '../columns/dictionary.ts';
import { fate } from '../columns/fate.ts';
import { Table } from '../columns/table.ts';
import type { Executor } from '../executors/executor.ts';
import { loads } from '../loads/index.ts';
import { VirtualClock } from '../measurement/clock/virtual-clock.ts';
import { eachItsOwnCommit } from '../measurement/meter/invocation.ts';
import { CostBySize } from '../measurement/meter/cost-by-size.ts';
import type { UnitObserver } from '../measurement/meter/deferred-commits.ts';
import { Meter } from '../measurement/meter/meter.ts';
import { RecordRandom } from '../random/random.ts';
import type { Observations } from './local/measure.ts';
import { reportOf } from './local/report.ts';
import { executorOf, meterOptions } from './local/unit-executor.ts';
import type { ScheduledRecords } from './schedule/scheduled-records.ts';
import type { Answer, ReferenceReport, UnitReport } from './unit-report.ts';
import type { UnitSpec } from './unit-spec.ts';
import { undisturbed } from './undisturbed.test-program.ts';

/** A server in virtual time, whose capacity is known beforehand. */
export interface Server {
  /** How long an invocation of so many records takes, before the unit's own speed. */
  readonly processingNanos: (records: number, random: RecordRandom) => number;
  /** And its commit. */
  readonly commitNanos?: (records: number) => number;
  /** Standard deviation of the logarithm of a unit's own speed. */
  readonly sigma?: number;
  /** What measuring itself costs, for each record. */
  readonly harnessNanos?: number;
  readonly noiseSeed?: number;
}

/**
 * Measures units as a process of their own would: the real executors, meter and report, only in virtual time. There is
 * no step and no sink: every record is absorbed, and the answer is a fixed one.
 */
export function virtualUnit(server: Server): (spec: UnitSpec) => Promise<UnitReport> {
  return async (spec) => {
    const scheduled = scheduledFor(spec);
    const clock = new VirtualClock();
    const executor = executorOf(spec);
    const meter = meterOf(spec, executor, scheduled);
    const costs = new CostBySize(scheduled.measuredFrom);
    drive(executor, spec, server, scheduled.arrivalsNanos, clock, [meter, costs]);
    const late = { records: 0, additions: 0 };
    const costBySize = spec.batchSizes === null ? null : costs.costs();
    const observations = { ...observationsOf(spec, meter, clock.now()), costBySize };
    return reportOf({ spec, scheduled, late, guarantee: 'exactly-once', observations });
  };
}

/** What batch answers to the records of a virtual unit: the same as that unit. */
export async function virtualReference(spec: UnitSpec): Promise<ReferenceReport> {
  const { arrivalsNanos, measuredFrom, ratePerSecond, badRecords } = scheduledFor(spec);
  return {
    answer: answerTo(spec),
    offeredRate: ratePerSecond,
    recordCount: arrivalsNanos.length,
    records: { measured: arrivalsNanos.length - measuredFrom },
    badRecords,
    late: null,
  };
}

/** Other records have another answer; all configurations have the same. */
function answerTo({ ratePerSecond, seed }: UnitSpec): Answer & { readonly digest: string } {
  const digest = `${ratePerSecond} of ${seed}`;
  return { rows: 1, digest, unorderedDigest: `${digest}, in any order` };
}

/** When records arrive. Nobody reads what is in them. */
function scheduledFor({ load, ratePerSecond, seed, warmUpMs, durationMs, batchSizes }: UnitSpec): ScheduledRecords {
  const arrivalsNanos = loads[load]
    .create({ ratePerSecond: ratePerSecond!, count: undefined })
    .arrivalsNanos((warmUpMs + durationMs!) * 1e6, seed);
  const warmedUp = arrivalsNanos.findIndex((nanos) => nanos >= warmUpMs * 1e6);
  const scheduled = {
    arrivalsNanos,
    records: new Table({}, new Dictionary()),
    measuredFrom: Math.max(0, warmedUp),
    ratePerSecond,
    badRecords: { skipped: 0, deadLettered: 0 },
    ring: null,
  };
  if (batchSizes === null) return scheduled;
  return { ...scheduled, arrivalsNanos: new Float64Array(arrivalsNanos.length), ratePerSecond: null };
}

function meterOf(spec: UnitSpec, executor: Executor, scheduled: ScheduledRecords): Meter {
  const fates = new Uint8Array(scheduled.arrivalsNanos.length).fill(fate.absorbed);
  return new Meter(meterOptions(spec, executor, scheduled, { fates }, 'commit'));
}

function drive(
  executor: Executor,
  spec: UnitSpec,
  server: Server,
  arrivalsNanos: Float64Array,
  clock: VirtualClock,
  observers: readonly UnitObserver[],
): void {
  const { processingNanos, commitNanos = () => 0, harnessNanos = 0 } = server;
  const speed = speedOf(spec, server);
  const random = new RecordRandom(spec.seed + 1);
  let records = 0;
  executor.run({
    arrivalsNanos,
    clock,
    invoke(from, to) {
      random.at(from);
      records = to - from;
      clock.advance(Math.round(processingNanos(records, random) / speed));
    },
    commit: () => clock.advance(Math.round(commitNanos(records) / speed)),
    observe: eachItsOwnCommit((invocation) => {
      for (const observer of observers) {
        observer.observe(invocation);
        observer.observeCommit(invocation);
      }
      // Measuring takes its time after the commit, as the real one does.
      clock.advance(harnessNanos * records);
    }),
  });
}

/** One for each unit of each configuration, drawn from its repetition. */
function speedOf({ repetition, configuration }: UnitSpec, { sigma = 0, noiseSeed = 0 }: Server): number {
  const random = new RecordRandom(noiseSeed);
  random.at(1000 * ((configuration.intervalMs ?? -1) + 1) + repetition);
  return Math.exp(sigma * random.normal());
}

/** Nothing disturbs a virtual unit. */
function observationsOf(spec: UnitSpec, meter: Meter, durationNanos: number): Omit<Observations, 'costBySize'> {
  const { rows, digest, unorderedDigest } = answerTo(spec);
  const answer = { rows, rowsWritten: rows, update: () => {}, hex: () => digest, unorderedHex: () => unorderedDigest };
  return { ...undisturbed(), meter, digest: answer, harnessNanos: 0, durationNanos };
}
