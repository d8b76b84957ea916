import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreamBenchError, type Problem } from '../../errors.ts';
import type { MeasuringContext } from '../engine.ts';
import type { RowsRequest } from '../rows.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** Asks a process to measure a unit, or to compute the reference answer to its records, with its rows or without. */
export interface UnitRequest {
  readonly kind: 'unit' | 'reference';
  readonly spec: UnitSpec;
  /** Which rows of the reference answer to return; absent: none. */
  readonly rows?: RowsRequest;
  /** The folder of the sink or of the rows. */
  readonly directory: string;
  /** Whether the folder stays after the end of the process. */
  readonly isKept: boolean;
}

/** A message from a unit's process to its parent: ready for its turn, the report, or how it ended. */
export type UnitMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: UnitReport }
  | LastMessage;

type LastMessage =
  | { readonly kind: 'done'; readonly reference: ReferenceReport | null }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string | undefined };

/** Both promises reject with a StreamBenchError if the process fails. */
interface UnitProcess {
  readonly report: Promise<UnitReport>;
  /** Resolves when the process has ended. */
  readonly reference: Promise<ReferenceReport | null>;
}

/** Files end in .ts in the source, and in .js in the build. */
const program = new URL(`./unit-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Handles a request in a fresh process, because compiled code, heap and caches of one unit would affect the next one.
 * The process has a folder for its sink, which is removed after its end. It prepares at once, and measures when
 * the machine is free.
 *
 * @param temporary folder in which the sink's folder is made
 * @param kept the sink's folder, which exists and is not removed; absent where one is made
 */
export async function inFreshProcess(
  request: Pick<UnitRequest, 'kind' | 'spec' | 'rows'>,
  temporary: string,
  { signal, machine }: MeasuringContext,
  kept?: string,
): Promise<UnitProcess> {
  signal.throwIfAborted();
  const ended = Promise.withResolvers<ReferenceReport | null>();
  // Before the first await, so that units take their turns in the order of the calls.
  const turn = machine.turn(ended.promise);
  const isKept = kept !== undefined;
  const directory = isKept
    ? kept
    : await makeFolder(temporary).catch((error: unknown) => {
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
  // Emitted also if the process could not start. Before it the process may still use its folder.
  child.once('close', (code, killedBy) => {
    const message = failure?.message ?? `its process ended with ${killedBy ?? `exit code ${code}`}`;
    void (isKept ? Promise.resolve() : rm(directory, { recursive: true, force: true }))
      .then(() => outcomeOf(last ?? { kind: 'crash', message }, last === undefined ? signal : undefined))
      .then(ended.resolve, ended.reject);
  });
  // If the process fails before its report, the report fails in the same way.
  ended.promise.catch(report.reject);
  // For callers that await only the reference. This handler only prevents an unhandled rejection.
  report.promise.catch(() => {});
  child.send({ ...request, directory, isKept } satisfies UnitRequest);
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
      // A unit collects the garbage of its preparation.
      '--expose-gc',
      // Users cannot change the causes of these warnings.
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ],
    // A pipeline file may print; standard output is for results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** `interrupted`: given if the process ended without a last message. */
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

/** The stack of the other process becomes the cause, which --verbose shows. */
function crashed({ message, stack }: Extract<LastMessage, { kind: 'crash' }>): StreamBenchError {
  const problem = { kind: 'environment', what: `a unit crashed: ${message}` } as const;
  if (stack === undefined) return new StreamBenchError(problem);
  const remedy = 'Run it again with --verbose to see where.';
  return new StreamBenchError({ ...problem, remedy }, Object.assign(new Error(message), { stack }));
}
