import type { LateCause } from '../sources/late-cause.ts';

const micros = { millisecond: 1e3, second: 1e6, minute: 6e7, hour: 3.6e9, day: 8.64e10, year: 3.156e13 } as const;

/** From this part of a unit on it is rounded to 1, so that an hour less a millisecond is an hour. */
const nearlyOne = 0.995;

/** Two sentences: what probably makes records late, and what to do. Records are counted from 1, as in the file. */
export function lateCauseText({ kind, record, timeMicros, byMicros }: LateCause): string {
  const which = `record ${(record + 1).toLocaleString('en')} (${timeText(timeMicros)})`;
  const by = durationText(byMicros);
  switch (kind) {
    case 'two units of time':
      return (
        `Likely cause: two units of time in one column: ${which} differs from the latest before it by a factor of ` +
        '1,000, or a power of it. Write all times in one unit.'
      );
    case 'far ahead':
      return (
        `Likely cause: ${which} is ${by} ahead of those around it, and records are late until event time has reached ` +
        'it. Correct it, or leave it out.'
      );
    case 'set back':
      return (
        `Likely cause: a clock that was set back, or recordings one after another: from ${which} on event time is ` +
        `${by} behind. Correct the times, or sort the records.`
      );
    case 'newest first':
      return (
        `Likely cause: the records are sorted from the newest to the oldest: from ${which} on event time falls. ` +
        'Sort them by event time.'
      );
    case 'out of order':
      return (
        `Likely cause: records are more out of order than watermarkDelayMs allows: ${which} is furthest behind, by ` +
        `${by}. Raise watermarkDelayMs, or sort the records.`
      );
  }
}

/** ISO 8601, without a fraction of zeros; as a number where there is no such date. */
function timeText(timeMicros: number): string {
  const date = new Date(timeMicros / 1000);
  if (Number.isNaN(date.getTime())) return `${timeMicros} µs since 1970`;
  return date.toISOString().replace('.000Z', 'Z');
}

/** In the largest unit of which there is one, such as 56 years, 1 hour, 20 milliseconds. */
function durationText(value: number): string {
  const units = Object.entries(micros).toReversed();
  const [unit, divisor] = units.find(([, size]) => value >= nearlyOne * size) ?? ['microsecond', 1];
  const number = Number((value / divisor).toPrecision(value >= 100 * divisor ? 3 : 2));
  return `${number.toLocaleString('en')} ${number === 1 ? unit : `${unit}s`}`;
}
