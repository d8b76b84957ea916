import { didYouMean, messageOf, StreamBenchError } from '../errors.ts';

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
 * What to throw for an error while reading `path`: a StreamBenchError for an error of the file system, of zlib or for
 * lack of memory, any other error unchanged.
 */
export function fileError(error: unknown, path: string): unknown {
  if (isLackOfMemory(error)) return tooLarge(path, 'the records need more memory than there is', error);
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

export function notRegular(path: string): StreamBenchError {
  const what = 'this is a device or a pipe, not a file';
  return new StreamBenchError({ kind: 'input', where: path, what, remedy: 'Write the records into a file first.' });
}

export function changedFile(path: string): StreamBenchError {
  const what = 'the file has become shorter while it was read';
  return new StreamBenchError({ kind: 'environment', where: path, what, remedy: 'Read it once nobody writes to it.' });
}

export function emptyFile(path: string): StreamBenchError {
  const remedy = 'Check the path, and what wrote the file.';
  return new StreamBenchError({ kind: 'input', where: path, what: 'the file is empty', remedy });
}

/** The error for a file that is not valid in its format, as opposed to a single bad record. */
export function broken(path: string, format: string, how: string, cause?: unknown): StreamBenchError {
  return new StreamBenchError(
    { kind: 'input', where: path, what: `the ${format} file is broken: ${how}`, remedy: 'Copy or write it again.' },
    cause,
  );
}

/**
 * The error for a file that a reader cannot decode: usually because it is broken, but a valid file may be the first of
 * its kind that the reader meets. So nothing is blamed that is not known.
 */
export function undecodable(path: string, format: string, how: string, cause: unknown): StreamBenchError {
  if (isLackOfMemory(cause)) return tooLarge(path, `the ${format} file needs more memory than there is: ${how}`, cause);
  const what = `the ${format} file cannot be decoded: ${how} (${messageOf(cause)})`;
  const remedy = 'Copy or write it again. If other programs can read it, please report it.';
  return new StreamBenchError({ kind: 'input', where: path, what, remedy }, cause);
}

/** What V8 says where memory cannot be allocated, or a broken file asks for more than any memory holds. */
function isLackOfMemory(error: unknown): boolean {
  const isLack = /allocation failed|invalid (typed )?(array|string|array buffer|atomics|view) length/i;
  return error instanceof RangeError && isLack.test(error.message);
}

export function tooLarge(path: string, what: string, cause?: unknown): StreamBenchError {
  const remedy = 'Divide it into shorter files. If it is not long, it is broken: copy or write it again.';
  return new StreamBenchError({ kind: 'input', where: path, what, remedy }, cause);
}

/** Which of the two is meant cannot be known. */
export function sameNameTwice(path: string, name: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: path,
    what: `the file has two columns named '${name}'`,
    remedy: 'Give them different names.',
  });
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
