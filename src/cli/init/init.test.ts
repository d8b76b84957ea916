import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { init } from './init.ts';
import { completeManifest, type Manifest } from './manifest.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-init-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function manifest(): Manifest {
  return JSON.parse(read('package.json')) as Manifest;
}

test('writes the pipeline of the documents, a tsconfig.json and a package.json, and says how to go on', () => {
  const said = init(join(folder, 'new', 'bench'), {});
  expect(readdirSync(join(folder, 'new', 'bench')).sort()).toEqual(['my-pipeline.ts', 'package.json', 'tsconfig.json']);
  expect(read('new/bench/my-pipeline.ts')).toBe(readFileSync('docs/examples/my-pipeline.ts', 'utf8'));
  for (const fact of ['Written: my-pipeline.ts, tsconfig.json, package.json', 'npm install', 'npm run bench'])
    expect(said).toContain(fact);
});

test('replaces nothing: a second time it changes nothing, and says so', () => {
  init(folder, {});
  const before = readdirSync(folder).map((name) => [name, read(name)]);
  expect(init(folder, {})).toContain('Nothing was missing');
  expect(readdirSync(folder).map((name) => [name, read(name)])).toEqual(before);
});

test('leaves files that are there, and adds to a package.json what it lacks', () => {
  const own = { name: 'own', type: 'commonjs', scripts: { bench: 'other' }, dependencies: { typescript: '6' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own, null, 4));
  writeFileSync(join(folder, 'my-pipeline.ts'), '// mine');
  writeFileSync(join(folder, 'tsconfig.json'), '{}');
  const said = init(folder, {});
  expect(said).toContain('Added to package.json: package @stream-bench/stream-bench\n');
  expect(said).toContain('npx stream-bench run ./my-pipeline.ts');
  expect([read('my-pipeline.ts'), read('tsconfig.json')]).toEqual(['// mine', '{}']);
  expect(manifest()).toEqual({ ...own, devDependencies: { '@stream-bench/stream-bench': expect.any(String) } });
  expect(read('package.json')).toMatch(/^\{\n {4}"name"/);
});

describe('with --ci github', () => {
  test.each([
    ['package-lock.json', 'npm install', ['run: if [ -f package-lock.json ]; then npm ci; else npm install; fi']],
    ['pnpm-lock.yaml', 'pnpm install', ['run: corepack enable', 'run: pnpm install --frozen-lockfile']],
    ['yarn.lock', 'yarn install', ['run: corepack enable', 'run: yarn install --frozen-lockfile']],
    ['bun.lock', 'bun install', ['uses: oven-sh/setup-bun@v2', 'run: bun install --frozen-lockfile']],
  ])('packages are made as %s says, in the root of the repository or above the folder', (lockFile, next, steps) => {
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, lockFile), '');
    const bench = join(folder, 'packages', 'bench');
    expect(init(bench, { ci: 'github' })).toContain(`  ${next}\n`);
    const { jobs } = parse(read('.github/workflows/stream-bench.yml')) as {
      jobs: { gate: { steps: Record<string, string>[] } };
    };
    const told = jobs.gate.steps.flatMap(({ run, uses }) => [`run: ${run}`, `uses: ${uses}`]);
    expect(told).toEqual(expect.arrayContaining(steps));
  });
});

describe('refuses, with nothing written,', () => {
  test.each(['{ "name": ', '[]', 'null', ''])('a package.json that holds %j', (text) => {
    writeFileSync(join(folder, 'package.json'), text);
    expect(() => init(folder, {})).toThrow('package.json: this is no JSON object');
    expect([readdirSync(folder), read('package.json')]).toEqual([['package.json'], text]);
  });

  test('a package.json that is a folder', () => {
    mkdirSync(join(folder, 'package.json'));
    expect(() => init(folder, {})).toThrow('package.json: cannot be read (EISDIR)');
  });

  test('a folder that is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => init(join(folder, 'file'), {})).toThrow(/file\/my-pipeline.ts: cannot be written \(E\w+\)/);
  });
});

test('a package.json keeps its other entries and their order', () => {
  const { text, added } = completeManifest('{"b":1,"scripts":{"test":"x"},"a":2}', 'package.json', {
    scripts: { bench: 'y' },
    devDependencies: { typescript: '7' },
  });
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['b', 'scripts', 'a', 'devDependencies']);
  expect((JSON.parse(text) as Manifest).scripts).toEqual({ test: 'x', bench: 'y' });
  expect(added).toEqual(['script bench', 'package typescript']);
});
