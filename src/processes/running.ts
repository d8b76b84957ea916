import { readFileSync } from 'node:fs';

/**
 * Whether a process of this machine runs. What is left of one that has ended, until its parent asks how, does not: in
 * containers without an init process that may be never.
 */
export function isRunning(number: number): boolean {
  return processStat(number)?.state !== 'Z' && hasNumber(number);
}

/** What Linux tells of a process; undefined if there is none, and on other systems. */
function processStat(number: number): { readonly state: string; readonly startTicks: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${number}/stat`, 'utf8');
    // The second field, the name in brackets, may contain spaces and brackets. The start is field 22.
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, startTicks: fields[18] };
  } catch {
    return undefined;
  }
}

/** Where the system does not tell the start of a process. */
export const unknownStart = '0';

/** In ticks since the boot of the machine; undefined if there is no such process, or only what is left of one. */
export function startOf(number: number): string | undefined {
  return isRunning(number) ? (processStat(number)?.startTicks ?? unknownStart) : undefined;
}

function hasNumber(number: number): boolean {
  try {
    return process.kill(number, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
