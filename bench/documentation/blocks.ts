/**
 * Generated blocks of a page, between comments that say what stands there: `<!-- output: docs/examples/run.json -->`
 * the report of a result, `<!-- file: src/… -->` the file itself, `<!-- operator: filter -->` an example of
 * docs/pipeline.md, and so on.
 */
const block = /(<!-- (output|file|rows|operator|functions|aggregates): (\S+) -->)[^]*?(<!-- \/\2 -->)/g;

export type BlockKind = 'output' | 'file' | 'rows' | 'operator' | 'functions' | 'aggregates';

/** The page with all blocks up to date. `markdownOf` says what stands in a block of each kind, by its name. */
export async function withBlocks(
  page: string,
  markdownOf: Readonly<Record<BlockKind, (name: string) => Promise<string>>>,
): Promise<string> {
  const blocks: string[] = [];
  for (const [, , kind, name] of page.matchAll(block)) blocks.push(await markdownOf[kind as BlockKind](name));
  let next = 0;
  return page.replaceAll(block, (_, begin, __, ___, end) => `${begin}\n\n${blocks[next++].trim()}\n\n${end}`);
}

/** A block of text as it is. */
export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}
