import { StreamBenchError } from '../errors.ts';
import { bytesOf } from './gzip.ts';
import type { RandomAccessFile } from './random-access-file.ts';
import { notUtf8 } from './utf8.ts';

/** Most bytes of one record of a text file: a longer one is a quote that is not closed, or all objects in one array. */
export const maxTextRecordBytes = 1 << 24;

/** The error for a longer record. `where`: the file and the line on which it starts. */
export function tooLong(where: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where,
    what: `the record that starts here is longer than ${maxTextRecordBytes >> 20} MiB`,
    remedy: 'Close its quotes, end its line, or leave out its long texts.',
  });
}

/**
 * The bytes of a text file in order, decompressed if it is compressed by gzip.
 *
 * @throws StreamBenchError if its byte order mark says that it is UTF-16
 */
export async function* textBytesOf(path: string, file: RandomAccessFile): AsyncGenerator<Buffer, void, void> {
  let isStart = true;
  for await (const chunk of bytesOf(file)) {
    const mark = isStart && chunk.length >= 2 ? chunk.readUInt16BE(0) : 0;
    if (mark === 0xfffe || mark === 0xfeff) throw new StreamBenchError({ kind: 'input', where: path, ...notUtf8 });
    isStart = false;
    yield chunk;
  }
}
