import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { reasonOf, StreamBenchError } from '../errors.ts';

/** Describes files of one kind in errors. */
export interface TextFileKind {
  readonly maxBytes: number;
  /** What the user can do. */
  readonly remedy: string;
}

/**
 * The text of a regular file. Devices and FIFOs are refused, because they may never end, and so is a larger file.
 *
 * @throws StreamBenchError with the path
 */
export function readBoundedText(path: string, kind: TextFileKind): string {
  requireRegular(path, kind);
  return attempt(path, kind, () => {
    // Between the two looks a FIFO may take the place: opened in this way it does not wait for a writer.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      check(path, fstatSync(file), kind);
      return readUpTo(file, kind.maxBytes) ?? refuse(path, tooLarge(kind), kind);
    } finally {
      closeSync(file);
    }
  });
}

/** Throws a StreamBenchError unless there is a regular file of at most the size. */
export function requireRegular(path: string, kind: TextFileKind): void {
  check(
    path,
    attempt(path, kind, () => statSync(path)),
    kind,
  );
}

function check(path: string, stats: Stats, kind: TextFileKind): void {
  if (stats.isDirectory()) refuse(path, 'it is a folder', kind);
  if (!stats.isFile()) refuse(path, 'it is a device, a FIFO or a socket, and only files are read', kind);
  if (stats.size > kind.maxBytes) refuse(path, tooLarge(kind), kind);
}

/** Undefined if the file has more bytes. The size of a file in /proc is 0, whatever it holds. */
function readUpTo(file: number, maxBytes: number): string | undefined {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(1 << 20);
    const read = readSync(file, part);
    if (read === 0) return Buffer.concat(parts).toString('utf8');
    parts.push(part.subarray(0, read));
    length += read;
    if (length > maxBytes) return undefined;
  }
}

function tooLarge({ maxBytes }: TextFileKind): string {
  return `it has more than ${maxBytes / 2 ** 20} MiB`;
}

function attempt<T>(path: string, kind: TextFileKind, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof StreamBenchError) throw error;
    const reason = reasonOf(error);
    return refuse(path, reason === 'ENOENT' ? 'there is no such file' : `it cannot be read (${reason})`, kind, error);
  }
}

function refuse(path: string, what: string, { remedy }: TextFileKind, cause?: unknown): never {
  throw new StreamBenchError({ kind: 'environment', what, where: path, remedy }, cause);
}
