import { StreamBenchError } from '../errors.ts';
import type { ProgramEnd } from './run-to-end.ts';
import type { InstallationName } from './pins.ts';

/** What a program was to do, when it failed. */
export interface FailedStep {
  readonly name: InstallationName;
  /** Such as `Maven could not fetch its jars`. */
  readonly what: string;
  readonly end: ProgramEnd;
  /** By default that of a network that fails. */
  readonly remedy?: string;
}

const networkRemedy =
  'Check the network and the settings of Maven and pip, and run it again: what was fetched is kept.';

const fullDisk = /no space left on device/i;

/** One line of the many that Maven or pip print. */
export function fetchFailure({ name, what, end, remedy = networkRemedy }: FailedStep): StreamBenchError {
  const isFull = end.lines.some((line) => fullDisk.test(line));
  return new StreamBenchError({
    kind: 'environment',
    where: name,
    what: `${what}: ${isFull ? 'no space left on device' : reasonIn(end)}`,
    remedy: isFull ? 'Make room, or set XDG_CACHE_HOME to a folder on another disk. What was fetched is kept.' : remedy,
  });
}

/** The innermost cause first, where it is known how it is printed. */
const causes = [
  // Maven.
  /^\[ERROR\].*transfer failed for \S+: (.*?)(?: -> \[Help \d+\])?$/,
  /^\[ERROR\].*(Could not (?:find|transfer|resolve) artifact .*?)(?: -> \[Help \d+\])?$/,
  // pip.
  /: \[Errno -?\d+\] ([^'"]+)/,
  // What is left of both.
  /^\[?ERROR\]?:? (.+)$/,
];

/** Debian breaks the sentence over lines. */
const venvCause = /virtual environment was not created successfully because (.*?)\./;

function reasonIn({ exitCode, lines, startError }: ProgramEnd): string {
  if (startError !== undefined) return `it cannot be started (${startError})`;
  for (const cause of causes) {
    const found = lines.map((line) => cause.exec(line)?.[1]).find((reason) => reason !== undefined);
    if (found !== undefined) return found;
  }
  const [, why] = venvCause.exec(lines.join(' ')) ?? [];
  if (why !== undefined) return why;
  return exitCode === null
    ? 'it was killed'
    : (lines.findLast((line) => line.trim() !== '') ?? `exit code ${exitCode}`);
}
