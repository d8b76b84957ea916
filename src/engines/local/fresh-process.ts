import { rm } from 'node:fs/promises';
import { StreamBenchError } from '../../errors.ts';
import { Child } from '../../processes/child.ts';
import { programBeside } from '../../processes/program-beside.ts';
import { makeTemporaryFolder } from '../../processes/temporary-folder.ts';
import type { MeasuringContext } from '../engine.ts';
import type { ReferenceReport, UnitReport } from '../unit-report.ts';
import { conversation } from './unit-conversation.ts';
import { nameOf } from './unit-faults.ts';
import type { LastMessage, UnitRequest } from './unit-messages.ts';

/** Both promises reject with a StreamBenchError if the process fails. */
interface UnitProcess {
  readonly report: Promise<UnitReport>;
  /** Resolves when the process has ended. */
  readonly reference: Promise<ReferenceReport | null>;
}

/** What a fresh process is to do. It starts once the file of its records is there, but takes its place before. */
export interface FreshRequest extends Pick<UnitRequest, 'kind' | 'spec' | 'rows'> {
  readonly recordFile?: string | undefined | Promise<string | undefined>;
}

/** What a fresh process runs: the unit process of this version of the tool, unless it is told another one. */
export const ownProgram = programBeside(import.meta.url, 'unit-process');

/**
 * Handles a request in a fresh process, because compiled code, heap and caches of one unit would affect the next one.
 * The process has a folder for its sink, which is removed after its end. It prepares at once, and measures when
 * the machine is free. It is stopped where a part of its work takes longer than it can need.
 *
 * @param temporary folder in which the sink's folder is made
 * @param kept the sink's folder, which exists and is not removed; absent where one is made
 * @param program the unit process, perhaps of another version of the tool
 */
export async function inFreshProcess(
  request: FreshRequest,
  temporary: string,
  context: MeasuringContext,
  kept?: string,
  program: URL = ownProgram,
): Promise<UnitProcess> {
  const { signal, machine } = context;
  signal.throwIfAborted();
  const ended = Promise.withResolvers<ReferenceReport | null>();
  // At once, so that units take their turns in the order of the calls.
  const turn = machine.turn(ended.promise);
  const report = Promise.withResolvers<UnitReport>();
  // If the process fails before its report, the report fails in the same way.
  ended.promise.catch(report.reject);
  // For callers that await only the reference. This handler only prevents an unhandled rejection.
  report.promise.catch(() => {});
  try {
    const recordFile = await request.recordFile;
    // It may have been aborted meanwhile, when nothing was there yet that listens.
    signal.throwIfAborted();
    const directory = kept ?? makeTemporaryFolder(temporary);
    const isKept = kept !== undefined;
    // What --keep names is the user's, also if this process is killed. Rows of a reference are in a folder of ours.
    const ownFolder = isKept && request.kind === 'unit' ? {} : { folder: directory };
    const child = new Child(program, { flags: ['--expose-gc'], ...ownFolder });
    const last = conversation(child, request, turn, report.resolve, context);
    child.send({ ...request, recordFile, directory, isKept } satisfies UnitRequest);
    void (isKept ? last : removedAfter(last, directory))
      .then((message) => outcomeOf(request, message))
      .then(ended.resolve, ended.reject);
  } catch (error) {
    ended.reject(error);
    throw error;
  }
  return { report: report.promise, reference: ended.promise };
}

async function removedAfter<Value>(use: Promise<Value>, directory: string): Promise<Value> {
  try {
    return await use;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function outcomeOf(request: FreshRequest, last: LastMessage): ReferenceReport | null {
  switch (last.kind) {
    case 'done':
      return last.reference;
    case 'fault':
      throw new StreamBenchError(last.problem, causeOf(last.problem.what, last.stack));
    case 'crash':
      throw crashed(request, last);
  }
}

/** The stack of the other process becomes the cause, which --verbose shows. */
function crashed(request: FreshRequest, { message, stack }: Extract<LastMessage, { kind: 'crash' }>): StreamBenchError {
  const problem = { kind: 'environment', what: `${nameOf(request)} crashed: ${message}` } as const;
  if (stack === undefined) return new StreamBenchError(problem);
  const remedy = 'Run it again with --verbose to see where.';
  return new StreamBenchError({ ...problem, remedy }, causeOf(message, stack));
}

function causeOf(message: string, stack: string | undefined): Error | undefined {
  return stack === undefined ? undefined : Object.assign(new Error(message), { stack });
}
