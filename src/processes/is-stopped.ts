import { readFileSync } from 'node:fs';

/** Whether somebody has stopped the process (SIGSTOP), where the system tells it. */
export function isStopped(pid: number | undefined): boolean {
  try {
    return /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
