import type { Phase } from '../../processes/watchdog.ts';
import { wantedCount } from './record-count.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** The records of a unit that is ready, as far as they decide how long it takes. */
export interface PreparedRecords {
  readonly count: number;
  /** From the start to the last arrival. */
  readonly lengthMs: number;
}

/** A part of a unit that takes no longer than this on a very slow machine. */
const baseMs = 60_000;
/** Records of a CSV file take 5 µs to prepare; a generator of a user may do more. */
const preparingMicrosPerRecord = 20;
/** How large a recording is becomes known only when it has been read. */
const readingMs = 600_000;
/** The slowest pipeline with records of real sizes. Of slow ones a unit has only some thousand records. */
const processingMicrosPerRecord = 100;
/** Engines take up to a minute to their first row, and more beside other programs. */
const startingMs = 150_000;
/** An overloaded unit goes on after its last arrival, until its backlog is drained. */
const overload = 4;
/** Nobody waits longer without a word. */
const patienceMs = 15_000;

/** Loads the pipeline, and makes or reads the records. */
export function preparing(spec: UnitSpec, timeoutMs: number | undefined): Phase {
  const count = wantedCount(spec);
  const neededMs = count === Infinity ? readingMs : baseMs + (count * preparingMicrosPerRecord) / 1000;
  return phase('preparing', 0, timeoutMs ?? neededMs);
}

/** Runs the load, and drains the backlog. */
export function measuring({ count, lengthMs }: PreparedRecords, timeoutMs: number | undefined): Phase {
  const neededMs = baseMs + overload * lengthMs + (count * processingMicrosPerRecord) / 1000;
  return phase('measuring', lengthMs, timeoutMs ?? neededMs);
}

/** Starts whatever runs the plan outside of this program, until it puts out its first row. */
export function starting(timeoutMs: number | undefined): Phase {
  return phase('waiting for its first row', 0, timeoutMs ?? startingMs);
}

/** Lets a job work off its backlog after the last arrival. */
export function draining({ count, lengthMs }: PreparedRecords, timeoutMs: number | undefined): Phase {
  const neededMs = baseMs + overload * lengthMs + (count * processingMicrosPerRecord) / 1000;
  return phase('draining its backlog', 0, timeoutMs ?? neededMs);
}

/** Works out what was seen of a job. */
export function reporting({ count }: PreparedRecords, timeoutMs: number | undefined): Phase {
  return phase('computing its report', 0, timeoutMs ?? baseMs + (count * processingMicrosPerRecord) / 1000);
}

/** Answers all records by batch, to compare. */
export function answering({ count }: PreparedRecords, timeoutMs: number | undefined): Phase {
  return phase('computing the answer of batch', 0, timeoutMs ?? baseMs + (count * processingMicrosPerRecord) / 1000);
}

/** Writes records that several units share. */
export function writing({ count }: PreparedRecords, timeoutMs: number | undefined): Phase {
  return phase('writing its records', 0, timeoutMs ?? baseMs + (count * preparingMicrosPerRecord) / 1000);
}

function phase(doing: string, usualMs: number, limitMs: number): Phase {
  return { doing, limitMs, noticeMs: Math.min(usualMs + patienceMs, limitMs / 2) };
}
