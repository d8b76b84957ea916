import { execFileSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';

function printed(args: readonly string[], env: Record<string, string> = {}): string {
  const all = { ...process.env, ...env };
  return execFileSync(process.execPath, ['bin/stream-bench.js', ...args], { encoding: 'utf8', env: all });
}

/** A second --help bypasses the pages of the build, so the parser prints the help. */
test.each([[[]], [['run']], [['list']]])(
  '%j --help prints the same page from the build as from the parser',
  (command) => {
    const fromBuild = printed([...command, '--help']);
    expect(fromBuild).toBe(printed([...command, '--help', '--help']));
    expect(fromBuild).toContain('Usage: stream-bench');
  },
);

/** Colours that are forced bypass the pages. */
test.each([[['list']], [['list', 'workloads']], [['list', 'loads']]])('%j prints the page of the build', (args) => {
  const fromBuild = printed(args);
  expect(fromBuild).toBe(stripVTControlCharacters(printed(args, { FORCE_COLOR: '1' })));
  expect(fromBuild).not.toContain('\u001b');
});

test('short names print what the long ones do', () => {
  expect(printed(['-V'])).toBe(printed(['--version']));
  expect(printed(['run', '-h'])).toBe(printed(['run', '--help']));
});

test('the name of what every object has is no page', () => {
  expect(() => printed(['constructor'])).toThrow("unknown command 'constructor'");
});
