import { messageOf, type Problem } from '../errors.ts';
import { placeIn } from './load-workload.ts';

/** A problem, and the stack that led to it. */
export interface UserCodeFault {
  readonly problem: Problem;
  readonly stack?: string | undefined;
}

/**
 * Code of a pipeline file can end its process outside of any call of ours, or leave it with nothing to do. Watches for
 * that in this process, and says what happened and where. Then the process ends.
 *
 * @param file the pipeline file, as the user named it
 * @param tell may return before the fault is told; `done` is called afterwards
 */
export function watchUserCode(file: string, tell: (fault: UserCodeFault, done: () => void) => void): void {
  const exit = process.exit.bind(process);
  let isTold = false;
  function tellOnce(fault: UserCodeFault, done = (): void => {}): void {
    if (isTold) return;
    isTold = true;
    tell(fault, done);
  }
  process.on('uncaughtException', (error) => tellOnce(uncaught(file, error), () => exit(1)));
  process.on('unhandledRejection', (reason) => tellOnce(unhandled(file, reason), () => exit(1)));
  // Emitted where nothing is left that could happen, but not at process.exit().
  process.on('beforeExit', () => tellOnce(endlessWait(file)));
  process.on('exit', (code) => tellOnce(exited(file, code)));
}

function uncaught(file: string, error: unknown): UserCodeFault {
  const what = `an error was thrown that nothing catches: ${namedMessageOf(error)}`;
  const remedy = 'Catch it where it happens: in a timer, an event or a callback.';
  return { problem: { kind: 'input', what, where: placeIn(file, file, error), remedy }, stack: stackOf(error) };
}

function unhandled(file: string, reason: unknown): UserCodeFault {
  const what = `a promise was rejected that nothing handles: ${namedMessageOf(reason)}`;
  const remedy = 'Await the promise, or catch its error.';
  return { problem: { kind: 'input', what, where: placeIn(file, file, reason), remedy }, stack: stackOf(reason) };
}

function endlessWait(file: string): UserCodeFault {
  const what = 'the pipeline file waits for something that never happens';
  const remedy = 'Look for an await of a promise that nothing resolves.';
  return { problem: { kind: 'input', what, where: file, remedy } };
}

/** The stack of an 'exit' event leads to the call of process.exit(). */
function exited(file: string, code: number): UserCodeFault {
  Error.stackTraceLimit = 50;
  const call = new Error('process.exit()');
  const what = `the pipeline file ended its process with exit code ${code}`;
  const remedy = 'Leave out process.exit(): to refuse to go on, throw an error.';
  return { problem: { kind: 'input', what, where: placeIn(file, file, call), remedy }, stack: stackOf(call) };
}

function namedMessageOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${messageOf(error)}` : messageOf(error);
}

/** Undefined where the file has changed how stacks are made. */
function stackOf(error: unknown): string | undefined {
  const stack: unknown = error instanceof Error ? error.stack : undefined;
  return typeof stack === 'string' ? stack : undefined;
}
