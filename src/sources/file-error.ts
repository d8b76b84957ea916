import { didYouMean, StreamBenchError } from '../errors.ts';

const urlExample = "new URL('…', import.meta.url)";

/** By the codes of Node's file system errors. */
const problemOfSystemError: Readonly<Record<string, { readonly what: string; readonly remedy: string }>> = {
  ENOENT: {
    what: 'there is no such file',
    remedy: `Relative paths start at the working directory; ${urlExample} starts at the pipeline file.`,
  },
  ENOTDIR: { what: 'there is no such file', remedy: 'A part of the path that should be a folder is a file.' },
  EISDIR: { what: 'this is a folder, not a file', remedy: 'Give the path of one file in it.' },
  EACCES: { what: 'no permission to read the file', remedy: 'Choose a file that you may read.' },
  EPERM: { what: 'no permission to read the file', remedy: 'Choose a file that you may read.' },
};

/**
 * What to throw for an error while reading `path`: a StreamBenchError for an error of the file system or of zlib, any
 * other error unchanged.
 */
export function fileError(error: unknown, path: string): unknown {
  if (isCompressionError(error)) {
    const how = error.code === 'Z_BUF_ERROR' ? 'its end is missing' : `it cannot be unpacked (${error.message})`;
    return broken(path, 'gzip', how, error);
  }
  if (!isSystemError(error)) return error;
  const problem = problemOfSystemError[error.code] ?? {
    what: `the file cannot be read (${error.code})`,
    remedy: 'Check the disk, or copy the file to another one.',
  };
  return new StreamBenchError({ kind: 'environment', where: path, ...problem }, error);
}

/** The error for a file that is not valid in its format, as opposed to a single bad record. */
export function broken(path: string, format: string, how: string, cause?: unknown): StreamBenchError {
  return new StreamBenchError(
    { kind: 'input', where: path, what: `the ${format} file is broken: ${how}`, remedy: 'Copy or write it again.' },
    cause,
  );
}

export function missingColumn(path: string, name: string, names: readonly string[]): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: path,
    what: `the file has no column '${name}'`,
    remedy: didYouMean(name, names) ?? `Its columns are ${names.join(', ')}.`,
  });
}

type CodedError = Error & { readonly code: string };

/** Errors of zlib have a code too, but no system call: they mean that the content of the file is wrong. */
export function isSystemError(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function isCompressionError(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && /^Z_[A-Z_]+$/.test(String(error.code));
}
