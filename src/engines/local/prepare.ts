import type { Table } from '../../columns/table.ts';
import { horizonMicros } from '../../compile/horizon.ts';
import { StreamBenchError } from '../../errors.ts';
import { loads } from '../../loads/index.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { UnitSpec } from './unit-spec.ts';

/** Everything that a unit needs before its clock starts. */
export interface Prepared {
  readonly arrivalsNanos: Float64Array;
  readonly records: Table;
  /** Index of the first record after the warm-up; the number of records where the warm-up does not end. */
  readonly measuredFrom: number;
}

/** Records are prepared in memory; 2^25 of five columns are about 2 GB. */
const maxRecords = 2 ** 25;
/** A load without a clock warms up over this share of its records. */
const saturatedWarmUpShare = 0.1;

export async function prepare(spec: UnitSpec, workload: Workload): Promise<Prepared> {
  const arrivalsNanos = arrivals(spec, await workload.source.countRecords());
  const records = await workload.source.read(arrivalsNanos, spec.seed, spec.records);
  const measuredFrom = firstMeasured(spec, workload, arrivalsNanos, records);
  // Batch only gives the reference answer: its data set is there from the start, nobody waits for it to arrive.
  return { arrivalsNanos: spec.executor === 'batch' ? arrivalsNanos.fill(0) : arrivalsNanos, records, measuredFrom };
}

/**
 * How many records a unit will have.
 *
 * @param available how many the source has, or Infinity
 * @throws StreamBenchError where they are none, or more than memory can hold
 */
export function recordCount({ load, ratePerSecond, durationMs, warmUpMs }: UnitSpec, available: number): number {
  const wanted = load === 'saturate' || durationMs === null ? available : ((warmUpMs + durationMs) / 1000) * ratePerSecond!;
  const count = Math.min(wanted, available);
  if (count > maxRecords) {
    throw new StreamBenchError({
      kind: 'input',
      what: `a unit would have ${count === Infinity ? 'endless' : Math.round(count).toLocaleString('en')} records, and at most ${maxRecords.toLocaleString('en')} fit in memory`,
      remedy: 'Lower --rate or --duration.',
    });
  }
  if (count < 1) throw noRecord();
  return Math.round(count);
}

function noRecord(): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what: 'a unit would have no record at all', remedy: 'Raise --rate or --duration.' });
}

function arrivals(spec: UnitSpec, available: number): Float64Array {
  const { load: kind, ratePerSecond, durationMs, warmUpMs, seed } = spec;
  const count = recordCount(spec, available);
  const load = loads[kind].create({ ratePerSecond: ratePerSecond ?? undefined, count });
  const neededMs = durationMs === null ? (count / ratePerSecond!) * 1000 : warmUpMs + durationMs;
  const arrivalsNanos = load.arrivalsNanos(kind === 'saturate' ? Infinity : neededMs * 1e6, seed).subarray(0, count);
  // Random arrivals may all come later.
  if (arrivalsNanos.length === 0) throw noRecord();
  return arrivalsNanos;
}

/** The warm-up is over when its time is and every window has filled and closed once in event time. */
function firstMeasured({ load, warmUpMs }: UnitSpec, { plan }: Workload, arrivalsNanos: Float64Array, records: Table): number {
  const times = records.column(sourceOf(plan).eventTime).values;
  const filledMicros = times[0] + horizonMicros(plan);
  const filled = firstIndex(times, records.length, (timeMicros) => timeMicros >= filledMicros);
  const settled =
    load === 'saturate'
      ? Math.floor(records.length * saturatedWarmUpShare)
      : firstIndex(arrivalsNanos, arrivalsNanos.length, (nanos) => nanos >= warmUpMs * 1e6);
  return Math.max(filled, settled);
}

function firstIndex(values: ArrayLike<number>, length: number, holds: (value: number) => boolean): number {
  for (let index = 0; index < length; index++) if (holds(values[index])) return index;
  return length;
}
