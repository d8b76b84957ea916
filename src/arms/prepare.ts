import { statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { Program } from '../processes/program.ts';
import { withoutRepository } from './git.ts';
import { packageManagerOf } from './package-manager.ts';
import { printedReason } from './printed-reason.ts';

/** Package managers may say first what is wrong, and then at length how they are used. */
const searchedLines = 200;
/** With less, a disk is as good as full. */
const leastFreeBytes = 1 << 20;

interface Preparation {
  readonly command: string;
  /** Where it is run. */
  readonly folder: string;
}

/**
 * How a copy is prepared: as the user says, in its root; or else by the lock file that is nearest to the pipeline.
 * Undefined where there is none.
 *
 * @param file path of the pipeline within the root
 */
export function preparationOf(root: string, file: string, asked: string | undefined): Preparation | undefined {
  if (asked !== undefined) return { command: asked, folder: root };
  for (const folder of foldersAbove(file)) {
    const manager = packageManagerOf(join(root, folder));
    if (manager !== undefined) return { command: manager.installLocked, folder: join(root, folder) };
  }
  return undefined;
}

/** `a/b`, `a`, `.` of `a/b/pipeline.ts`. */
export function foldersAbove(file: string): string[] {
  const folder = dirname(file);
  return folder === '.' ? ['.'] : [folder, ...foldersAbove(folder)];
}

/**
 * Runs the command of a preparation, by a shell.
 *
 * @param log file that takes what it prints
 * @throws StreamBenchError if it fails; the signal's reason if that is aborted
 */
export async function prepare(
  { command, folder }: Preparation,
  versionName: string,
  log: string,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const program = start({ command, folder }, versionName, log);
  let stopping: Promise<unknown> | undefined;
  const stop = (): void => {
    stopping = program.stop();
  };
  signal.addEventListener('abort', stop);
  const { exitCode, signal: killedBy } = await program.ended;
  signal.removeEventListener('abort', stop);
  // Until then its processes may still write into the copy.
  await stopping;
  signal.throwIfAborted();
  if (exitCode === 0) return;
  const how = exitCode === null ? `was ended by ${killedBy}` : `failed with exit code ${exitCode}`;
  if (isFull(folder)) throw noSpace(command, versionName, folder);
  const reason = printedReason(program.lastLines(searchedLines));
  const what = `${command} ${how}${reason === '' ? '' : `: ${reason}`}`;
  const remedy = 'Name another command with --prepare, or look at it with --verbose.';
  throw new StreamBenchError({ kind: 'environment', what, where: versionName, remedy }, new Error(program.lastLines()));
}

function start({ command, folder }: Preparation, where: string, log: string): Program {
  try {
    return new Program('/bin/sh', ['-c', command], { cwd: folder, log, env: withoutRepository() });
  } catch (error) {
    const what = `${command} cannot be run (${reasonOf(error)})`;
    const remedy = 'Make room in the folder of temporary files, or name another one with TMPDIR.';
    throw new StreamBenchError({ kind: 'environment', what, where, remedy }, error);
  }
}

/** Whatever failed then, what it printed may be missing too. */
function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < leastFreeBytes;
}

function noSpace(command: string, where: string, folder: string): StreamBenchError {
  const what = `${command} failed, and no space is left in ${folder}`;
  const remedy = 'Make room there, or name another folder in TMPDIR.';
  return new StreamBenchError({ kind: 'environment', what, where, remedy });
}
