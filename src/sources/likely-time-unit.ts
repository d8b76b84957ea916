import { timeUnits, type TimeUnit } from './file-column.ts';

const millisOf: Readonly<Record<TimeUnit, number>> = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 };

/** Recorded data is usually of these years. Units differ by factors of 1,000, so at most one of them fits. */
const [earliestMillis, latestMillis] = [Date.UTC(1990, 0), Date.UTC(2100, 0)];

/** A unit of time in which a number is a date of our days. */
export interface LikelyTimeUnit {
  readonly unit: TimeUnit;
  /** ISO 8601, with milliseconds. */
  readonly date: string;
}

/** @param value a number, also as text or bigint; anything else has none */
export function likelyTimeUnit(value: unknown): LikelyTimeUnit | undefined {
  if (!['number', 'bigint', 'string'].includes(typeof value) || value === '') return undefined;
  const count = Number(value);
  const unit = timeUnits.find((one) => {
    const millis = count * millisOf[one];
    return millis >= earliestMillis && millis < latestMillis;
  });
  return unit && { unit, date: new Date(count * millisOf[unit]).toISOString() };
}
