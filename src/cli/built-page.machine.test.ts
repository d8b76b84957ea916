import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** A second --help bypasses the pages of the build, so the parser prints the help. */
test.each([[[]], [['run']], [['list']]])(
  '%j --help prints the same page from the build as from the parser',
  (command) => {
    const bin = ['bin/stream-bench.js', ...command];
    const fromBuild = execFileSync(process.execPath, [...bin, '--help'], { encoding: 'utf8' });
    const fromParser = execFileSync(process.execPath, [...bin, '--help', '--help'], { encoding: 'utf8' });
    expect(fromBuild).toBe(fromParser);
    expect(fromBuild).toContain('Usage: stream-bench');
  },
);
