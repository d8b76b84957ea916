import type { Table } from '../columns/table.ts';
import type { EngineLimits } from '../engines/engine.ts';
import { filledWindows } from '../engines/schedule/filled-windows.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import { StreamBenchError } from '../errors.ts';
import type { Workload } from '../workloads/workload.ts';
import type { ExperimentTools } from './tools.ts';

/** What the units of a search can have. */
export interface MostRecords {
  /** Most records of a unit, besides those that fill windows. */
  readonly count: number;
  /**
   * How many records of a recording fill every window: they belong to the warm-up, whatever the rate. 0 where records
   * are generated, whose warm-up is long enough.
   */
  readonly fillRecords: number;
  /** The name of the recording that has no more; null where memory or the engine takes no more. */
  readonly recording: string | null;
}

/** The longest warm-up of a search's first unit. */
const maxFillSeconds = 10;

/**
 * Reads a recording once, to count its records and those that fill windows.
 *
 * @throws StreamBenchError where windows do not fill within the recording, or only after a long time, so that no unit
 *   of a search would count
 */
export async function mostRecords(workload: Workload, limits: EngineLimits): Promise<MostRecords> {
  const { source } = workload;
  const { maxRecords, firstRatePerSecond } = limits;
  if (source.timeScale !== null) return { count: maxRecords, fillRecords: 0, recording: null };
  const mostToFill = maxFillSeconds * firstRatePerSecond;
  const isEndless = source.isEndless === true;
  const { records } = await source.load(isEndless ? mostToFill : maxRecords);
  const count = isEndless ? maxRecords : records.length;
  const recording = count < maxRecords ? source.name : null;
  records.truncate(mostToFill);
  const fillRecords = requireFilled(workload, records);
  return { count: count - fillRecords, fillRecords, recording };
}

/** How many of these records, the first ones of the recording, fill windows. */
function requireFilled(workload: Workload, records: Table): number {
  const { from, neededMicros } = filledWindows(workload, records);
  if (from < records.length || records.length === 0) return from;
  const { name, eventTime } = workload.source;
  const { values } = records.column(eventTime);
  const span = seconds(values[records.length - 1] - values[0]);
  const what = `windows fill in ${seconds(neededMicros)} of event time, and ${counted(records.length)} span ${span}`;
  const remedy = 'A search needs units in which windows fill: choose shorter windows, or a recording with larger gaps.';
  throw new StreamBenchError({ kind: 'input', where: name, what, remedy });
}

function seconds(micros: number): string {
  return `${(micros / 1e6).toLocaleString('en', { maximumFractionDigits: 3 })} s`;
}

/**
 * A search cannot choose a rate where even its first unit has too few records.
 *
 * @throws StreamBenchError that says how many records the first unit needs
 */
export function requireForSearch(
  { count, fillRecords, recording }: MostRecords,
  { firstRatePerSecond }: EngineLimits,
  { warmUpMs, durationMs }: { readonly warmUpMs: number; readonly durationMs: number },
): void {
  const needed = Math.ceil(((warmUpMs + durationMs) / 1000) * firstRatePerSecond);
  if (recording === null || count >= needed) return;
  const fill = fillRecords === 0 ? '' : `${fillRecords.toLocaleString('en')} that fill windows, and `;
  const unit = `${fill}${warmUpMs + durationMs} ms at ${firstRatePerSecond.toLocaleString('en')} records/s`;
  const [has, first] = [counted(count + fillRecords), counted(needed + fillRecords)];
  const what = `the recording has ${has}, and the first unit of a search needs ${first}: ${unit}`;
  throw new StreamBenchError({ kind: 'input', where: recording, what, remedy: loopRemedy('Record more') });
}

function counted(records: number): string {
  return records === 1 ? '1 record' : `${records.toLocaleString('en')} records`;
}

/** `other`: what helps without `--loop`. */
export function loopRemedy(other: string): string {
  return `${other}, or let the recording start again at its end with --loop.`;
}

/** The same tools, for units that warm up until windows have filled. */
export function fillingWindows<Tools extends ExperimentTools>(tools: Tools, { fillRecords }: MostRecords): Tools {
  const filling = (spec: UnitSpec): UnitSpec => {
    const fillMs = spec.ratePerSecond === null ? 0 : Math.ceil((fillRecords / spec.ratePerSecond) * 1000);
    return { ...spec, warmUpMs: Math.max(spec.warmUpMs, fillMs) };
  };
  return {
    ...tools,
    measure: async (spec) => tools.measure(filling(spec)),
    reference: async (spec) => tools.reference(filling(spec)),
  };
}
