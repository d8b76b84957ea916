import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { requireInMemory } from './memory-limit.ts';
import type { RandomAccessFile } from './random-access-file.ts';

const chunkBytes = 1 << 20;

/** Looks at the content, because names do not always say so. Source: RFC 1952, section 2.3.1. */
async function isGzip(file: RandomAccessFile): Promise<boolean> {
  if (file.byteLength < 2) return false;
  const [first, second] = new Uint8Array(await file.slice(0, 2));
  return first === 0x1f && second === 0x8b;
}

/** The bytes of the file in order, decompressed if it is compressed by gzip. */
export async function* bytesOf(file: RandomAccessFile): AsyncGenerator<Buffer, void, void> {
  if (!(await isGzip(file))) return yield* chunksOf(file);
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // Errors are thrown by the loop below, which reads the output.
  pipeline(Readable.from(chunksOf(file)), gunzip, () => {});
  for await (const chunk of gunzip) yield chunk as Buffer;
}

async function* chunksOf(file: RandomAccessFile): AsyncGenerator<Buffer, void, void> {
  for (let start = 0; start < file.byteLength; start += chunkBytes) {
    yield Buffer.from(await file.slice(start, Math.min(start + chunkBytes, file.byteLength)));
  }
}

/**
 * The file itself or, if it is compressed by gzip, its decompressed content in memory, for access in any order.
 *
 * @throws StreamBenchError if the content is more than `maxBytesInMemory`
 */
export async function unpacked(path: string, file: RandomAccessFile): Promise<RandomAccessFile> {
  if (!(await isGzip(file))) return file;
  const chunks: Buffer[] = [];
  let byteLength = 0;
  for await (const chunk of bytesOf(file)) {
    chunks.push(chunk);
    requireInMemory(path, (byteLength += chunk.length));
  }
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return {
    byteLength: bytes.length,
    slice: async (start, end) => bytes.buffer.slice(start, end),
    close: async () => file.close(),
  };
}
