import { spawn } from 'node:child_process';

/** Ends with its parent, which it can only notice between its turns. */
const program = `
process.on('disconnect', () => process.exit());
function spin() {
  for (const end = performance.now() + 50; performance.now() < end; );
  setImmediate(spin);
}
spin();
`;

/** Keeps one core busy while the work is done, as a neighbour on a shared machine does. */
export async function withBusyCore<Value>(isBusy: boolean, work: () => Promise<Value>): Promise<Value> {
  if (!isBusy) return work();
  const neighbour = spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  try {
    return await work();
  } finally {
    neighbour.kill('SIGKILL');
  }
}
