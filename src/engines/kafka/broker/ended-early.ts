import { dirname } from 'node:path';
import { StreamBenchError } from '../../../errors.ts';
import { freeBytesOn } from '../../../files/free-bytes.ts';
import type { Program, ProgramEnd } from '../../../processes/program.ts';
import { failureReason, searchedLines } from './failure-reason.ts';

/** With less, a disk is full: a program that ends clears some of its own files away. */
const fullBytes = 1 << 20;

/** What it means that a program of others has ended, which nobody has stopped. `folder` is that of its files. */
export function endedEarly(name: string, program: Program, end: ProgramEnd, folder: string): StreamBenchError {
  const printed = program.lastLines(searchedLines);
  const problem = endProblem(name, end, { printed, folder, freeBytes: freeBytesIn(folder) });
  return new StreamBenchError({ kind: 'environment', ...problem }, new Error(program.lastLines()));
}

/** What is known of a program when it has ended. */
interface Left {
  readonly printed: string;
  readonly folder: string;
  /** Of the disk of that folder; Infinity where the system does not tell. */
  readonly freeBytes: number;
}

export function endProblem(
  name: string,
  { exitCode, signal, error }: ProgramEnd,
  { printed, folder, freeBytes }: Left,
) {
  if (error !== undefined) return { what: `${name} does not start: ${error.message}` };
  const what = `${name} ended with ${signal ?? `exit code ${exitCode}`}`;
  // What it printed last is no reason where somebody has killed it.
  if (signal === 'SIGKILL') return { what };
  if (freeBytes < fullBytes) {
    const remedy = 'Make room, or name another temporary folder in TMPDIR.';
    return { what: `${what}: the disk of its files is full`, where: dirname(folder), remedy };
  }
  const reason = signal === null ? failureReason(printed, folder) : undefined;
  return { what: reason === undefined ? what : `${what}: ${reason}` };
}

function freeBytesIn(folder: string): number {
  try {
    return freeBytesOn(folder);
  } catch {
    return Infinity;
  }
}
