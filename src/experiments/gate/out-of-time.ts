import { StreamBenchError } from '../../errors.ts';

/**
 * A gate whose time was over before it had measured anything: that must not look like one that found nothing.
 *
 * @param longestMs how long it was allowed to take
 * @param unit what it did not measure: a pair or a unit
 */
export function outOfTime(longestMs: number, unit: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'environment',
    where: `--max-minutes ${longestMs / 60_000}`,
    what: `the time was over before the first ${unit} was measured`,
    remedy: 'Raise it, or use a faster machine.',
  });
}
