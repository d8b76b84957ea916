import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { programFor } from '../../src/cli/program.ts';
import { sinkKinds } from '../../src/sinks/kinds.ts';
import { currentPage, pagePaths, readPage } from './pages.ts';

/** Command lines of a page, without their comments. */
function commandLines(page: string): readonly string[] {
  const blocks = [...page.matchAll(/^```sh\n([^]*?)^```/gm)].flatMap(([, text]) =>
    text.replaceAll(/\\\n\s*/g, '').split('\n'),
  );
  const inline = [...page.matchAll(/`((?:npx stream-bench|stream-bench|npm|npx) [^`]+)`/g)].map(([, text]) => text);
  return [...blocks, ...inline].map((line) => line.replace(/ +#.*$/, '').trim()).filter((line) => line !== '');
}

/** The arguments of each call of stream-bench; a name in angle brackets stands for a workload. */
function callsOf(line: string): readonly (readonly string[])[] {
  return line
    .split(' && ')
    .flatMap((command) => /^(?:npx )?stream-bench (.*)$/.exec(command)?.[1] ?? [])
    .map((args) => args.replaceAll(/<\w+>/g, 'fraud').match(/'[^']*'|\S+/g) ?? [])
    .map((words) => words.map((word) => word.replaceAll("'", '')));
}

function scriptsOf(line: string): readonly string[] {
  return [...line.matchAll(/npm (?:run )?([\w:-]+)/g)].map(([, script]) => script);
}

/** What commander says of a command that is only named, and of --help. */
const harmless = ['commander.missingArgument', 'commander.helpDisplayed'];

/** Commander checks names and values of options; nothing is run. */
async function parse(args: readonly string[]): Promise<void> {
  const silent = { write: () => true };
  const program = await programFor({ stdout: silent, stderr: silent, signal: new AbortController().signal }, () => {});
  everyCommand(program).forEach((command) => command.action(() => {}));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError && harmless.includes(error.code))) throw error;
  }
}

function everyCommand(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)]);
}

describe.each(pagePaths())('%s', (path) => {
  const page = readPage(path);

  test('shows what is printed now: else, npm run docs', async () => {
    expect(await currentPage(path)).toBe(page);
  });

  test('its command lines are understood', async () => {
    for (const line of commandLines(page)) {
      for (const args of callsOf(line)) await expect(parse(args), line).resolves.toBeUndefined();
    }
  });

  test('its npm scripts exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    const known = new Set([...Object.keys(scripts), 'ci', 'init', 'install', 'link']);
    for (const script of commandLines(page).flatMap(scriptsOf)) expect(known).toContain(script);
  });

  test('its links lead somewhere', () => {
    for (const [, target] of page.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [file, anchor] = target.split('#');
      const to = file === '' ? path : join(dirname(path), file);
      expect(existsSync(to), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readPage(to)), target).toContain(anchor);
    }
  });

  test('the files that it names exist', () => {
    for (const [, file] of page.matchAll(/`((?:src|bench|results|docs)\/[\w./-]*\w)\/?`/g)) {
      expect(existsSync(file), file).toBe(true);
    }
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

test('README.md has at most 200 lines', () => {
  expect(readPage('README.md').split('\n').length - 1).toBeLessThanOrEqual(200);
});

test('README.md has a row for each command, docs/manual.md one for each sink', async () => {
  const silent = { write: () => true };
  const terminal = { stdout: silent, stderr: silent, signal: new AbortController().signal };
  const commands = (await programFor(terminal, () => {})).commands.map((command) => command.name());
  for (const name of commands) expect(readPage('README.md')).toContain(`| \`stream-bench ${name}\` |`);
  for (const kind of sinkKinds) expect(readPage('docs/manual.md')).toMatch(new RegExp(`^\\| \`${kind}\`.* \\|$`, 'm'));
});
