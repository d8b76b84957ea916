import type { CaseOutcome } from './in-blocks.ts';

/** What a command line printed, and how it ended. */
export interface Printed {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly isTerminal: boolean;
}

/** A line of a stack trace. */
const stackLine = /^\s+at .+:\d+(:\d+)?\)?$/m;
/** What a terminal would obey, but for line ends, tabs and the colours of reports. */
const rawControls = /(?!\n|\t)[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
// eslint-disable-next-line no-control-regex
const colours = /\u001b\[(?:[12]|22|3\d|9\d)m/g;
/** The line that says what is being done is removed with this. */
const clearLine = '\r\u001b[K';

/** The fault of a command line, if there is one; else whether it was accepted or refused in words. */
export function outcomeOf(args: readonly string[], printed: Printed, damage: string | undefined): CaseOutcome {
  const found = faultOf(args, printed) ?? damage;
  if (found !== undefined) return { fault: `${found}: ${JSON.stringify(args).slice(0, 300)}` };
  return printed.exitCode === 1 ? 'refused' : 'accepted';
}

function faultOf(args: readonly string[], { exitCode, stdout, stderr, isTerminal }: Printed): string | undefined {
  const problem = /^error: /m.test(stderr.replaceAll(clearLine, '\n'));
  if (stderr.includes('stream-bench itself failed')) return `fails: ${stderr.slice(0, 300)}`;
  if (!args.includes('--verbose') && stackLine.test(stderr + stdout)) return `prints a stack: ${stderr.slice(0, 300)}`;
  if (exitCode === null || ![0, 1, 2, 3, 130].includes(exitCode)) return `ends with ${exitCode}`;
  if (exitCode === 0 && problem) return `ends with 0 after ${stderr.slice(0, 300)}`;
  // Without a command it prints its help.
  if (exitCode === 1 && !problem && !stderr.startsWith('Usage: ')) return 'ends with 1 and says nothing';
  const shown = `${stderr}${isTerminal ? stdout : ''}`.replaceAll(clearLine, '').replaceAll(colours, '');
  return rawControls.test(shown) ? `prints raw controls: ${JSON.stringify(shown).slice(0, 300)}` : undefined;
}
