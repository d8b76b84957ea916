import wrapAnsi from 'wrap-ansi';

/** A terminal of 80 columns shows this many without a break of its own. */
const width = 79;

/** Text in lines of at most `width` columns; a word that is longer is broken. */
export function paragraph(text: string): string {
  return wrapAnsi(text, width, { hard: true });
}

/** Each line of a text as `paragraph`, but with longer words whole, so that paths and commands can be copied. */
export function wrappedLines(text: string): string {
  return wrapAnsi(text, width, { trim: false });
}

/** As `paragraph`, set off by two columns, and by two more from the second line on. */
export function listItem(text: string): string {
  return `  ${wrapAnsi(text, width - 4, { hard: true }).replaceAll('\n', '\n    ')}`;
}

/** The lines of a text that has to fit so many columns. */
export function linesOf(text: string, columns: number): string[] {
  return wrapAnsi(text, columns, { hard: true }).split('\n');
}
