import { types } from 'node:util';
import { microsOfNanos } from '../columns/micros-of-nanos.ts';
import { timestampMicros } from '../columns/timestamp-text.ts';
import { inWords } from './shown-value.ts';

/** Temporal.Instant and Temporal.ZonedDateTime, by what they have: not every Node has Temporal. */
export interface InstantLike {
  readonly epochNanoseconds: bigint;
}

/** An object that is a timestamp wherever it stands. */
export type TimestampObject = Date | InstantLike;

/** A timestamp beside a timestamp: numbers count microseconds since 1970-01-01T00:00:00Z, texts are ISO 8601. */
export type TimestampLiteral = number | string | TimestampObject;

export function isTimestampObject(value: unknown): value is TimestampObject {
  return types.isDate(value) || isInstant(value);
}

/** Whole microseconds since 1970; nanoseconds are rounded down. Undefined for what is no timestamp. */
export function timestampOf(value: unknown): number | undefined {
  const micros = microsOfLiteral(value);
  return Number.isSafeInteger(micros) ? micros : undefined;
}

function microsOfLiteral(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return timestampMicros(value);
  if (types.isDate(value)) return value.getTime() * 1000;
  return isInstant(value) ? Number(microsOfNanos(value.epochNanoseconds)) : undefined;
}

function isInstant(value: unknown): value is InstantLike {
  if (typeof value !== 'object' || value === null || inWords in value) return false;
  return typeof (value as InstantLike).epochNanoseconds === 'bigint';
}
