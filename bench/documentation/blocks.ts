/**
 * Generated blocks of a page, between comments that name a file: `<!-- output: docs/examples/run.json -->` contains the
 * report of a result, `<!-- file: src/… -->` the file itself.
 */
const block = /(<!-- (output|file): (\S+) -->)[^]*?(<!-- \/\2 -->)/g;

export type BlockKind = 'output' | 'file';

const languages: Readonly<Record<BlockKind, string>> = { output: 'text', file: 'ts' };

/** The page with all blocks up to date. */
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
