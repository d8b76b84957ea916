import type { EngineLimits } from '../engines/engine.ts';
import { StreamBenchError } from '../errors.ts';
import { perSecond } from '../results/quantity.ts';
import type { Source } from '../sources/source.ts';

/** The most records that a unit can have. */
export interface MostRecords {
  readonly count: number;
  /** The name of the recording that has no more; null where memory or the engine takes no more. */
  readonly recording: string | null;
}

/** Reads a recording once, to count its records. */
export async function mostRecords(source: Source, { maxRecords }: EngineLimits): Promise<MostRecords> {
  const memory = { count: maxRecords, recording: null };
  if (source.timeScale !== null || source.isEndless === true) return memory;
  const { records } = await source.load(maxRecords);
  return records.length < maxRecords ? { count: records.length, recording: source.name } : memory;
}

/**
 * A search cannot choose a rate where even its first unit has too few records.
 *
 * @throws StreamBenchError that says how many records the first unit needs
 */
export function requireForSearch(
  { count, recording }: MostRecords,
  { firstRatePerSecond }: EngineLimits,
  { warmUpMs, durationMs }: { readonly warmUpMs: number; readonly durationMs: number },
): void {
  const needed = Math.ceil(((warmUpMs + durationMs) / 1000) * firstRatePerSecond);
  if (recording === null || count >= needed) return;
  const unit = `${perSecond(firstRatePerSecond)} records/s for ${warmUpMs} ms of warm-up and ${durationMs} ms`;
  const has = count === 1 ? '1 record' : `${count.toLocaleString('en')} records`;
  const what = `the recording has ${has}, and a search begins with units of ${needed.toLocaleString('en')}: ${unit}`;
  throw new StreamBenchError({ kind: 'input', where: recording, what, remedy: loopRemedy('Record more') });
}

/** `other`: what helps without `--loop`. */
export function loopRemedy(other: string): string {
  return `${other}, or let the recording start again at its end with --loop.`;
}
