import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StreamBenchError, type Problem } from '../../errors.ts';
import type { UnitFigures } from './unit-figures.ts';
import type { UnitSpec } from './unit-spec.ts';

export interface UnitRequest {
  readonly spec: UnitSpec;
  readonly directory: string;
}

export type UnitReport =
  | { readonly kind: 'done'; readonly figures: UnitFigures }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'crash'; readonly message: string; readonly stack?: string | undefined };

/** Measures one unit; rejects with a StreamBenchError where it could not. */
export type RunUnit = (spec: UnitSpec) => Promise<UnitFigures>;

/** Source and build differ in the ending of their files. */
const program = new URL(`./unit-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Runs units each in a process of its own, because what one run leaves behind (compiled code, heap, caches)
 * would be the next one's advantage or burden. Each has a folder for its sink, gone with it.
 *
 * @param temporary folder in which the sinks' folders are made
 * @param signal aborting it ends the process that runs
 */
export function inFreshProcess(temporary: string, signal: AbortSignal): RunUnit {
  return async (spec) => {
    signal.throwIfAborted();
    const directory = await makeFolder(temporary);
    try {
      return figuresFrom(await reportFrom(start(signal), { spec, directory }, signal));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}

async function makeFolder(temporary: string): Promise<string> {
  try {
    return await mkdtemp(join(temporary, 'stream-bench-'));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const what = `no folder for the sink can be made there${reason}`;
    throw new StreamBenchError({ kind: 'environment', what, where: temporary, remedy: 'Name another temporary folder in TMPDIR.' }, error);
  }
}

function start(signal: AbortSignal): ChildProcess {
  return fork(program, {
    signal,
    killSignal: 'SIGKILL',
    // --expose-gc: a unit clears away what its preparation left. The warnings tell users nothing they could change.
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
    // A pipeline file may print; standard output is for results.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

async function reportFrom(child: ChildProcess, request: UnitRequest, signal: AbortSignal): Promise<UnitReport> {
  return new Promise((resolve, reject) => {
    let report: UnitReport | undefined;
    let failure: Error | undefined;
    child.once('message', (message) => (report = message as UnitReport));
    child.on('error', (error) => (failure = error));
    // Only when the process is gone is its folder nobody's; this comes also where it could not start.
    child.once('close', (code, killedBy) => {
      if (report !== undefined) resolve(report);
      else if (signal.aborted) reject(signal.reason as Error);
      else resolve({ kind: 'crash', message: failure?.message ?? `its process ended with ${killedBy ?? `exit code ${code}`}` });
    });
    child.send(request);
  });
}

function figuresFrom(report: UnitReport): UnitFigures {
  switch (report.kind) {
    case 'done':
      return report.figures;
    case 'problem':
      throw new StreamBenchError(report.problem);
    case 'crash':
      throw crashed(report);
  }
}

/** The stack is the other process's: it is kept as the cause, to be shown on demand. */
function crashed({ message, stack }: Extract<UnitReport, { kind: 'crash' }>): StreamBenchError {
  const problem = { kind: 'environment', what: `a unit crashed: ${message}` } as const;
  if (stack === undefined) return new StreamBenchError(problem);
  return new StreamBenchError({ ...problem, remedy: 'Run it again with --verbose to see where.' }, Object.assign(new Error(message), { stack }));
}
