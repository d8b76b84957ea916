import { secondsText } from '../engines/slow-units.ts';
import type { ExperimentSettings } from './settings.ts';

/** What users should know of before it begins. */
const longMs = 120_000;
/** Longer than code takes to settle by far. That a run has many units its user knows. */
const longWarmUpMs = 5000;

/** How long a run takes at least where that is long for its warm-ups, and why; else undefined. */
export function longRunText(settings: ExperimentSettings): string | undefined {
  const { configurations, repetitions, warmUpMs, durationMs } = settings;
  if (durationMs === null || warmUpMs < longWarmUpMs) return undefined;
  const units = configurations.length * repetitions;
  const totalMs = units * (warmUpMs + durationMs);
  if (totalMs <= longMs) return undefined;
  const minutes = Math.ceil(totalMs / 60_000).toLocaleString('en');
  const lengths = `${units} units of ${secondsText(durationMs)} after ${secondsText(warmUpMs)} of warm-up`;
  const why = 'every window has filled once and the longest interval has passed twice';
  const sooner = 'A source with a timeScale fills windows sooner.';
  return `This takes ${minutes} minutes or more: ${lengths}. Before a unit is measured, ${why}. ${sooner}`;
}
