import { fileURLToPath } from 'node:url';

/** Stacks name files by their URLs, and those of CommonJS by their paths. */
const builderFolders = ['./', '../builder/'].flatMap((folder) => {
  const url = new URL(folder, import.meta.url);
  return [url.href, fileURLToPath(url)];
});

/** The frames of a stack without those of the pipeline builder. */
export function userFrames({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line) && !builderFolders.some((own) => line.includes(own)));
}

/** Where a user's function failed, as `my-pipeline.ts:12`; undefined if its error does not say. */
export function failedAt(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return /([^/\\(]+:\d+):\d+\)?$/.exec(userFrames(error)[0] ?? '')?.[1];
}
