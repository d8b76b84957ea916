import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { RandomAccessFile } from './random-access-file.ts';

const chunkBytes = 1 << 20;

/** Told by the content: names of packed files do not always say so. Source: RFC 1952, section 2.3.1. */
async function isGzip(file: RandomAccessFile): Promise<boolean> {
  if (file.byteLength < 2) return false;
  const [first, second] = new Uint8Array(await file.slice(0, 2));
  return first === 0x1f && second === 0x8b;
}

/** The file's bytes from first to last, unpacked where gzip packed them. */
export async function* bytesOf(file: RandomAccessFile): AsyncGenerator<Buffer, void, void> {
  if (!(await isGzip(file))) return yield* chunksOf(file);
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // Its errors come up below, where its output is read.
  pipeline(Readable.from(chunksOf(file)), gunzip, () => {});
  for await (const chunk of gunzip) yield chunk as Buffer;
}

async function* chunksOf(file: RandomAccessFile): AsyncGenerator<Buffer, void, void> {
  for (let start = 0; start < file.byteLength; start += chunkBytes) {
    yield Buffer.from(await file.slice(start, Math.min(start + chunkBytes, file.byteLength)));
  }
}

/** The file itself or, where gzip packed it, what is in it: unpacked into memory, because pieces of it can only be had in order. */
export async function unpacked(file: RandomAccessFile): Promise<RandomAccessFile> {
  if (!(await isGzip(file))) return file;
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOf(file)) chunks.push(chunk);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return {
    byteLength: bytes.length,
    slice: async (start, end) => bytes.buffer.slice(start, end),
    close: async () => file.close(),
  };
}
