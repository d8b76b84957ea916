import { StreamBenchError } from '../../errors.ts';

/**
 * A gate that had no time to be sure: that must not look like one that found nothing.
 *
 * @param longestMs how long it was allowed to take
 * @param before what did not happen in time, such as `there were enough pairs to find a regression`
 */
export function outOfTime(longestMs: number, before: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'environment',
    where: `--max-minutes ${longestMs / 60_000}`,
    what: `the time was over before ${before}`,
    remedy: 'Raise it, name one --executor, or use a faster machine.',
  });
}
