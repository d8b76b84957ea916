import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreamBenchError, type Problem } from '../../errors.ts';
import type { ReferenceAnswer } from './reference-answer.ts';
import type { UnitFigures } from './unit-figures.ts';
import type { UnitSpec } from './unit-spec.ts';

export interface UnitRequest {
  readonly spec: UnitSpec;
  readonly directory: string;
}

/** What a unit's process tells its parent: that it waits for its turn, what it measured, and how it ended. */
export type UnitMessage =
  | { readonly kind: 'prepared' }
  | { readonly kind: 'measured'; readonly figures: UnitFigures }
  | LastMessage;

type LastMessage =
  | { readonly kind: 'done'; readonly reference?: ReferenceAnswer | undefined }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string | undefined };

/** Measures one unit; rejects with a StreamBenchError where it could not. */
export type RunUnit = (spec: UnitSpec) => Promise<UnitFigures>;

/** A unit that is measured, in a process that may still work out what batch answers. */
export interface MeasuredUnit {
  readonly figures: UnitFigures;
  /** Resolves when the process is gone; to undefined where the spec did not ask for it. Rejects with a StreamBenchError. */
  readonly reference: Promise<ReferenceAnswer | undefined>;
}

/** As `RunUnit`, but the next unit can be prepared while this one's answer is checked. */
export type MeasureUnit = (spec: UnitSpec) => Promise<MeasuredUnit>;

/** Source and build differ in the ending of their files. */
const program = new URL(`./unit-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Runs units each in a process of its own, because what one run leaves behind (compiled code, heap, caches)
 * would be the next one's advantage or burden. Each has a folder for its sink, gone with it. A unit is only measured
 * when the process of the one before is gone.
 *
 * @param temporary folder in which the sinks' folders are made
 * @param signal aborting it ends the processes that run
 */
export function inFreshProcesses(temporary: string, signal: AbortSignal): MeasureUnit {
  let before: Promise<unknown> = Promise.resolve();
  return async (spec) => {
    signal.throwIfAborted();
    const directory = await makeFolder(temporary);
    const child = start(signal);
    const free = before;
    const measured = Promise.withResolvers<UnitFigures>();
    child.on('message', (message: UnitMessage) => {
      if (message.kind === 'prepared') void free.then(() => child.send('your turn', () => {}));
      if (message.kind === 'measured') measured.resolve(message.figures);
    });
    const reference = endOf(child, directory, signal);
    before = reference.catch(measured.reject);
    child.send({ spec, directory } satisfies UnitRequest);
    return { figures: await measured.promise, reference };
  };
}

/** One unit after another, each with all that it has to tell. */
export function oneAfterAnother(measureUnit: MeasureUnit): RunUnit {
  return async (spec) => {
    const { figures, reference } = await measureUnit(spec);
    const answer = await reference;
    return answer === undefined ? figures : { ...figures, reference: answer };
  };
}

async function makeFolder(temporary: string): Promise<string> {
  try {
    return await mkdtemp(join(temporary, 'stream-bench-'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const what = `no folder for the sink can be made there${reason}`;
    throw new StreamBenchError(
      { kind: 'environment', what, where: temporary, remedy: 'Name another temporary folder in TMPDIR.' },
      error,
    );
  }
}

function start(signal: AbortSignal): ChildProcess {
  return fork(program, {
    signal,
    killSignal: 'SIGKILL',
    // --expose-gc: a unit clears away what its preparation left. The warnings tell users nothing they could change.
    execArgv: [
      '--expose-gc',
      '--disable-warning=ExperimentalWarning',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
    ],
    // A pipeline file may print; standard output is for results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function endOf(
  child: ChildProcess,
  directory: string,
  signal: AbortSignal,
): Promise<ReferenceAnswer | undefined> {
  try {
    return referenceFrom(await lastMessageFrom(child, signal));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Resolves when the process is gone: only then is its folder nobody's. */
async function lastMessageFrom(child: ChildProcess, signal: AbortSignal): Promise<LastMessage> {
  return new Promise((resolve, reject) => {
    let last: LastMessage | undefined;
    let failure: Error | undefined;
    child.on('message', (message: UnitMessage) => {
      if (message.kind !== 'prepared' && message.kind !== 'measured') last = message;
    });
    child.on('error', (error) => (failure = error));
    // This comes also where the process could not start.
    child.once('close', (code, killedBy) => {
      if (last !== undefined) resolve(last);
      else if (signal.aborted) reject(signal.reason as Error);
      else
        resolve({
          kind: 'crash',
          message: failure?.message ?? `its process ended with ${killedBy ?? `exit code ${code}`}`,
        });
    });
  });
}

function referenceFrom(last: LastMessage): ReferenceAnswer | undefined {
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
  return new StreamBenchError(
    { ...problem, remedy: 'Run it again with --verbose to see where.' },
    Object.assign(new Error(message), { stack }),
  );
}
