import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { machineHasProgram } from '../../machine-has.test-program.ts';

// The steps of action.yml as a runner of GitHub Actions starts them, with a stream-bench that notes how it was called.

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

interface Step {
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}

const { inputs, runs } = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8')) as Action;

const fake = `#!/usr/bin/env bash
printf '[%s]' "$@" >> calls
echo >> calls
if [ "$1" = report ]; then echo '## Verdict'; exit 0; fi
if [ -n "$WITH_RESULT" ]; then echo '{}' > stream-bench-gate.json; fi
exit "$EXIT_CODE"
`;

let folder: string;
let before: string;
beforeEach(() => {
  if (!hasPrograms) return;
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-action-'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, 'node_modules/.bin/stream-bench'), fake);
  chmodSync(join(folder, 'node_modules/.bin/stream-bench'), 0o755);
  git('init', '--quiet', '--initial-branch', 'main');
  git('commit', '--quiet', '--allow-empty', '--message', 'base');
  before = git('rev-parse', 'HEAD').trim();
  git('update-ref', 'refs/remotes/origin/main', before);
  git('commit', '--quiet', '--allow-empty', '--message', 'head');
});
afterEach(() => {
  if (hasPrograms) rmSync(folder, { recursive: true });
});

const hasPrograms = machineHasProgram('git') && machineHasProgram('bash') && machineHasProgram('npx');

function git(...args: readonly string[]): string {
  const user = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', ['-C', folder, ...user, ...args], { encoding: 'utf8' });
}

interface Run {
  readonly exitCode: number | null;
  /** The arguments of each call of stream-bench, in brackets. */
  readonly calls: readonly string[];
  readonly summary: string;
}

/** @param given values of inputs; the others have their defaults */
function runAction(given: Readonly<Record<string, string>>, exitCode = 0, hasResult = true): Run {
  const valueOf = (name: string): string => given[name] ?? inputs[name].default ?? '';
  const summary = join(folder, 'summary.md');
  const exitCodes = runs.steps.map(({ run, env = {} }) => {
    const own = Object.entries(env).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, input: string) => valueOf(input)),
    ]);
    const runner = { GITHUB_BASE_REF: 'main', GITHUB_STEP_SUMMARY: summary };
    const behaviour = { EXIT_CODE: `${exitCode}`, WITH_RESULT: hasResult ? 'yes' : '' };
    return spawnSync('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', run], {
      cwd: folder,
      env: { ...process.env, ...runner, ...behaviour, ...(Object.fromEntries(own) as Record<string, string>) },
      stdio: 'ignore',
    }).status;
  });
  return {
    exitCode: exitCodes.find((code) => code !== 0) ?? 0,
    calls: readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n'),
    summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '',
  };
}

describe.skipIf(!hasPrograms)('the action', () => {
  test('compares with the commit that the pull request starts from, and writes a summary', () => {
    const { exitCode, calls, summary } = runAction({ pipeline: './my pipeline.ts' });
    const gate = `[gate][./my pipeline.ts][--base][${before}][--github][--out][stream-bench-gate.json]`;
    expect(calls).toEqual([gate, '[report][stream-bench-gate.json][--markdown]']);
    expect([exitCode, summary]).toEqual([0, '## Verdict\n']);
  });

  test('passes its inputs on', () => {
    const given = { base: 'v1.2', prepare: 'npm ci && npm run build', arguments: '--max-minutes 20 --strict' };
    const { calls } = runAction({ pipeline: 'p.ts', ...given });
    expect(calls[0]).toMatch(
      /\[--base\]\[v1\.2\].*\[--prepare\]\[npm ci && npm run build\]\[--max-minutes\]\[20\]\[--strict\]$/,
    );
  });

  test('runs nothing that is in an input', () => {
    const { calls } = runAction({ pipeline: '$(touch ran).ts', arguments: '$(touch ran) `touch ran`; touch ran' });
    expect(calls[0]).toMatch(/^\[gate\]\[\$\(touch ran\)\.ts\]/);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('fails where the gate does, and writes the summary all the same', () => {
    expect(runAction({ pipeline: 'p.ts' }, 2)).toMatchObject({ exitCode: 2, summary: '## Verdict\n' });
  });

  test('writes no summary of an earlier result', () => {
    writeFileSync(join(folder, 'stream-bench-gate.json'), '{}');
    const { exitCode, calls, summary } = runAction({ pipeline: 'p.ts' }, 1, false);
    expect([exitCode, calls.length, summary]).toEqual([1, 1, '']);
  });
});
