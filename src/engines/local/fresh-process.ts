import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreamBenchError, type Problem } from '../../errors.ts';
import type { MeasuringContext } from '../engine.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** A unit to measure, or the answer of batch to the records that it would have. */
export interface UnitRequest {
  readonly kind: 'unit' | 'reference';
  readonly spec: UnitSpec;
  /** For the sink. */
  readonly directory: string;
}

/** From a unit's process to its parent: that it waits for its turn, what it measured, and how it ended. */
export type UnitMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: UnitReport }
  | LastMessage;

type LastMessage =
  | { readonly kind: 'done'; readonly reference: ReferenceReport | null }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string | undefined };

/** What a process reports. Both reject with a StreamBenchError where it fails. */
interface UnitProcess {
  readonly report: Promise<UnitReport>;
  /** Resolves when the process is gone. */
  readonly reference: Promise<ReferenceReport | null>;
}

/** Source and build differ in the ending of their files. */
const program = new URL(`./unit-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Answers a request in a fresh process, because what one unit leaves behind (compiled code, heap, caches) would help or
 * burden the next one. The process has a folder for its sink, which is removed with it. It prepares at once, and
 * measures only when the machine is free.
 *
 * @param temporary folder in which the sink's folder is made
 */
export async function inFreshProcess(
  request: Pick<UnitRequest, 'kind' | 'spec'>,
  temporary: string,
  { signal, machine }: MeasuringContext,
): Promise<UnitProcess> {
  signal.throwIfAborted();
  const ended = Promise.withResolvers<ReferenceReport | null>();
  // Before anything is awaited: units take their turns in the order of the calls.
  const turn = machine.turn(ended.promise);
  const directory = await makeFolder(temporary).catch((error: unknown) => {
    ended.reject(error);
    throw error;
  });
  const child = start(signal);
  const report = Promise.withResolvers<UnitReport>();
  let last: LastMessage | undefined;
  let failure: Error | undefined;
  child.on('message', (message: UnitMessage) => {
    switch (message.kind) {
      case 'ready':
        void turn.then(() => child.send('your turn', () => {}));
        break;
      case 'report':
        report.resolve(message.report);
        break;
      case 'done':
      case 'problem':
      case 'crash':
        last = message;
    }
  });
  child.on('error', (error) => (failure = error));
  // Comes also where the process could not start. Only then is its folder nobody's.
  child.once('close', (code, killedBy) => {
    const message = failure?.message ?? `its process ended with ${killedBy ?? `exit code ${code}`}`;
    void rm(directory, { recursive: true, force: true })
      .then(() => outcomeOf(last ?? { kind: 'crash', message }, last === undefined ? signal : undefined))
      .then(ended.resolve, ended.reject);
  });
  // Without a report, the report fails as the process did.
  ended.promise.catch(report.reject);
  // Who waits for the reference alone hears of the failure there.
  report.promise.catch(() => {});
  child.send({ ...request, directory } satisfies UnitRequest);
  return { report: report.promise, reference: ended.promise };
}

async function makeFolder(temporary: string): Promise<string> {
  try {
    return await mkdtemp(join(temporary, 'stream-bench-'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const what = `no folder for the sink can be made there${reason}`;
    const remedy = 'Name another temporary folder in TMPDIR.';
    throw new StreamBenchError({ kind: 'environment', what, where: temporary, remedy }, error);
  }
}

function start(signal: AbortSignal): ChildProcess {
  return fork(program, {
    signal,
    killSignal: 'SIGKILL',
    execArgv: [
      // A unit clears away what its preparation left.
      '--expose-gc',
      // These warnings tell users nothing that they could change.
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ],
    // A pipeline file may print; standard output is for results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** `interrupted`: given where the process ended without a last word. */
function outcomeOf(last: LastMessage, interrupted?: AbortSignal): ReferenceReport | null {
  if (interrupted?.aborted === true) throw interrupted.reason;
  switch (last.kind) {
    case 'done':
      return last.reference;
    case 'problem':
      throw new StreamBenchError(last.problem);
    case 'crash':
      throw crashed(last);
  }
}

/** The stack is the other process's: it is kept as the cause, to be shown on demand. */
function crashed({ message, stack }: Extract<LastMessage, { kind: 'crash' }>): StreamBenchError {
  const problem = { kind: 'environment', what: `a unit crashed: ${message}` } as const;
  if (stack === undefined) return new StreamBenchError(problem);
  const remedy = 'Run it again with --verbose to see where.';
  return new StreamBenchError({ ...problem, remedy }, Object.assign(new Error(message), { stack }));
}
