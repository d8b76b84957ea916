import { readdirSync, readFileSync } from 'node:fs';

/** The numbers of all processes whose command line has the text. */
export function processesOf(text: string): number[] {
  return numbers().filter((number) => commandLine(number)?.includes(text));
}

/** Of these, the children of one process. */
export function childrenOf(parent: number, text: string): number[] {
  return processesOf(text).filter((number) => parentOf(number) === parent);
}

/** The processes below one process: its children, theirs, and so on. */
export function descendantsOf(ancestor: number): number[] {
  const children = numbers().filter((number) => parentOf(number) === ancestor);
  return [...children, ...children.flatMap(descendantsOf)];
}

function numbers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function commandLine(number: number): string | undefined {
  return contentOf(`/proc/${number}/cmdline`);
}

/** Undefined where it has ended meanwhile. */
function parentOf(number: number): number | undefined {
  const stat = contentOf(`/proc/${number}/stat`);
  return stat === undefined ? undefined : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
