import { secondsText } from '../engines/slow-units.ts';
import type { ExperimentSettings } from './settings.ts';

/** What users should know of before it begins. */
const longMs = 120_000;

const why =
  'That is long because every window fills once, and the longest interval passes twice, before a unit is measured. ' +
  'A source with a timeScale fills windows sooner.';

/** How long a run takes at least where that is long, and why; undefined where it is not, or is not known. */
export function longRunText(settings: ExperimentSettings): string | undefined {
  const { configurations, repetitions, warmUpMs, durationMs } = settings;
  if (durationMs === null) return undefined;
  const units = configurations.length * repetitions;
  const totalMs = units * (warmUpMs + durationMs);
  if (totalMs <= longMs) return undefined;
  const minutes = Math.ceil(totalMs / 60_000).toLocaleString('en');
  const lengths = `${units} units of ${secondsText(durationMs)} after ${secondsText(warmUpMs)} of warm-up`;
  const text = `This takes ${minutes} minutes or more: ${lengths}.`;
  return warmUpMs > durationMs ? `${text} ${why}` : text;
}
