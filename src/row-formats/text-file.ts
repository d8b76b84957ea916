import { closeSync, openSync, writeSync } from 'node:fs';

const chunkLength = 1 << 16;

/** Writes lines into a new file, in chunks, so that memory never holds all of it. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    let chunk = '';
    for (const line of lines) {
      chunk += `${line}\n`;
      if (chunk.length < chunkLength) continue;
      writeAll(file, chunk);
      chunk = '';
    }
    writeAll(file, chunk);
  } finally {
    closeSync(file);
  }
}

/** The system may write a part only, as on a disk that fills up. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
