import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { listingNames, type Listing } from './listing-names.ts';
import { listings, type Entry } from './listings.ts';

const width = 78;

/** All listings as text, or only one of them. */
export async function list(only?: Listing): Promise<string> {
  const shown = only === undefined ? listingNames : [only];
  const texts = await Promise.all(shown.map(listingText));
  return `${texts.join('\n\n')}\n`;
}

async function listingText(listing: Listing): Promise<string> {
  const { title, entries, note } = listings[listing];
  const text = entriesText(title, await entries());
  return note === undefined ? text : `${text}\n\n  ${note}`;
}

function entriesText(title: string, entries: readonly Entry[]): string {
  const nameWidth = Math.max(...entries.map(({ name }) => name.length)) + 4;
  const indent = `\n${' '.repeat(nameWidth)}`;
  const texts = entries.map(({ name, text, lines = [] }) => {
    const wrapped = wrapAnsi(text, width - nameWidth).replaceAll('\n', indent);
    const below = lines.map((line) => (line === '' ? '\n' : `${indent}${line}`)).join('');
    return `  ${name.padEnd(nameWidth - 2)}${wrapped}${below}`;
  });
  return [chalk.bold(title), ...texts].join('\n').trimEnd();
}
