import { spawn } from 'node:child_process';

/** Keeps one core busy while the work is done, as a neighbour on a shared machine does. */
export async function withBusyCore<Value>(isBusy: boolean, work: () => Promise<Value>): Promise<Value> {
  if (!isBusy) return work();
  const neighbour = spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
  try {
    return await work();
  } finally {
    neighbour.kill('SIGKILL');
  }
}
