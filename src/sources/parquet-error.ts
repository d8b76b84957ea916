import { StreamBenchError } from '../errors.ts';

/** By the codes of Node's file system errors. */
const problemOfSystemError: Readonly<Record<string, { readonly what: string; readonly remedy: string }>> = {
  ENOENT: {
    what: 'there is no such file',
    remedy: "Relative paths start at the working directory; new URL('…', import.meta.url) starts at the pipeline file.",
  },
  ENOTDIR: { what: 'there is no such file', remedy: 'A part of the path that should be a folder is a file.' },
  EISDIR: { what: 'this is a folder, not a file', remedy: 'Give the path of one Parquet file in it.' },
  EACCES: { what: 'no permission to read the file', remedy: 'Choose a file that you may read.' },
  EPERM: { what: 'no permission to read the file', remedy: 'Choose a file that you may read.' },
};

/** What to throw for an error met while reading `path`: the file system's as a StreamBenchError, all else as it is. */
export function fileError(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  const problem = problemOfSystemError[error.code] ?? { what: `the file cannot be read (${error.code})`, remedy: 'Check the disk, or copy the file to another one.' };
  return new StreamBenchError({ kind: 'environment', where: path, ...problem }, error);
}

export function broken(path: string, how: string, cause?: unknown): StreamBenchError {
  return new StreamBenchError({ kind: 'input', where: path, what: `the Parquet file is broken: ${how}`, remedy: 'Copy or write it again.' }, cause);
}

/** Errors of zlib have a code too, but no system call: there the file's content is at fault. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}
