/**
 * Blocks of a page that come from elsewhere, between comments that name the file:
 * `<!-- output: docs/examples/run.json -->` holds what is printed of a result, `<!-- file: src/… -->` a file as it is.
 */
const block = /(<!-- (output|file): (\S+) -->)[^]*?(<!-- \/\2 -->)/g;

export type BlockKind = 'output' | 'file';

const languages: Readonly<Record<BlockKind, string>> = { output: 'text', file: 'ts' };

/** The page with each block as it ought to be now. */
export async function withBlocks(page: string, textOf: Readonly<Record<BlockKind, (file: string) => Promise<string>>>) {
  const texts: string[] = [];
  for (const [, , kind, file] of page.matchAll(block)) texts.push(await textOf[kind as BlockKind](file));
  let next = 0;
  return page.replaceAll(
    block,
    (_, begin, kind: BlockKind, __, end) =>
      `${begin}\n\n\`\`\`${languages[kind]}\n${texts[next++].trim()}\n\`\`\`\n\n${end}`,
  );
}
