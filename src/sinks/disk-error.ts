import { StreamBenchError } from '../errors.ts';

interface DiskProblem {
  readonly what: string;
  readonly remedy: string;
}

const full: DiskProblem = { what: 'the disk is full', remedy: 'Free some space, or choose a folder on another disk.' };
const quota: DiskProblem = {
  what: 'the disk quota is used up',
  remedy: 'Delete some of your files, or choose a folder on another disk.',
};
const tooLarge: DiskProblem = {
  what: 'the file is larger than allowed here',
  remedy: 'Raise the limit (ulimit -f), or choose a folder on another disk.',
};
const readOnly: DiskProblem = { what: 'no permission to write', remedy: 'Choose a folder that you may write to.' };
const noFile: DiskProblem = {
  what: 'the file cannot be opened',
  remedy: 'Check that the folder exists and that you may write to it.',
};
const broken: DiskProblem = {
  what: 'the disk reported an error',
  remedy: 'Check the disk (the system log says more), or choose a folder on another one.',
};

/** By the codes of Node's file system errors. */
const problemOfFileError: Readonly<Record<string, DiskProblem>> = {
  ENOSPC: full,
  EDQUOT: quota,
  EFBIG: tooLarge,
  EROFS: readOnly,
  EACCES: readOnly,
  EPERM: readOnly,
  ENOENT: noFile,
  ENOTDIR: noFile,
  EISDIR: noFile,
  EIO: broken,
};

/** By SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const problemOfSqliteError: Readonly<Record<number, DiskProblem>> = {
  8: readOnly, // SQLITE_READONLY
  10: broken, // SQLITE_IOERR
  13: full, // SQLITE_FULL
  14: noFile, // SQLITE_CANTOPEN
};

/**
 * What to throw for an error of `node:fs` or `node:sqlite` at `path`: a StreamBenchError for a problem with the disk,
 * any other error unchanged.
 */
export function diskError(error: unknown, path: string): unknown {
  const problem = problemOf(error);
  return problem === undefined ? error : new StreamBenchError({ kind: 'environment', where: path, ...problem }, error);
}

function problemOf(error: unknown): DiskProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // The low byte is the primary code. The rest distinguishes, for example, the kinds of SQLITE_IOERR.
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') return problemOfSqliteError[errcode & 0xff];
  return typeof code === 'string' ? problemOfFileError[code] : undefined;
}
