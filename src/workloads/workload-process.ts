import { StreamBenchError } from '../errors.ts';
import type { LoadedMessage } from './load-outside.ts';
import { loadWorkload } from './load-workload.ts';
import { portable } from './portable-workload.ts';
import { watchUserCode } from './user-code-faults.ts';

/** The program of the process that loads a pipeline file for its parent, which never runs code of users itself. */
process.once('message', (file: string) => {
  // Emitted if the parent is killed.
  process.once('disconnect', () => process.exit());
  watchUserCode(file, (fault, done) => send({ kind: 'fault', ...fault }, done));
  // With nothing else left to happen, an await that never ends is told as such.
  process.channel!.unref();
  void loaded(file).then(send);
});

/** Kept before the file could replace it. */
const sendToParent = process.send!.bind(process);

function send(message: LoadedMessage, done = (): void => {}): void {
  sendToParent(message, done);
}

async function loaded(file: string): Promise<LoadedMessage> {
  try {
    const workload = portable(await loadWorkload(file));
    // Lets a rejection that nothing handles come first.
    await new Promise((resolve) => setImmediate(resolve));
    return { kind: 'loaded', ...workload };
  } catch (error) {
    if (!(error instanceof StreamBenchError)) throw error;
    const { problem, stack, cause } = error;
    return { kind: 'fault', problem, stack: cause instanceof Error ? String(cause.stack) : stack };
  }
}
