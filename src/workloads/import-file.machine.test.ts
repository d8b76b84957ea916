import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const program = join(import.meta.dirname, 'prints-exports.test-program.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-import-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The default exports of the files, which a fresh process imports. */
function importedBy(names: readonly string[]): unknown[] {
  const warnings = ['ExperimentalWarning', 'MODULE_TYPELESS_PACKAGE_JSON'].map((name) => `--disable-warning=${name}`);
  const paths = names.map((name) => join(folder, name));
  const printed = execFileSync(process.execPath, [...warnings, program, ...paths], { encoding: 'utf8' });
  return printed
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

const projects = {
  'of npm init': '{ "type": "commonjs" }',
  'of ES modules': '{ "type": "module" }',
  'without a type': '{}',
};

const module = `import { one } from './modules/one.ts'; export default [one, typeof import.meta.url];`;
const moduleTyped = `import { one } from './modules/one.ts';
const two: number = one;
export default [two, 'string'] as const;`;
const moduleUntyped = `import { one } from './modules/untyped.js'; export default [one, 'string'];`;
const commonJs = `const { one } = require('./commonjs/one.js'); exports.default = [one, typeof __filename];`;
const commonJsTyped = `const { one } = require('./modules/one.ts'); exports.default = [one, 'string'] as unknown;`;
/** As the compiler of TypeScript writes it. */
const compiled = `"use strict"; Object.defineProperty(exports, "__esModule", { value: true });
const one_1 = require("./commonjs/one"); exports.default = [one_1.one, 'string'];`;

const entries = {
  'module.ts': moduleTyped,
  'module.mts': moduleTyped,
  'module.cts': moduleTyped,
  'module.js': module,
  'module.mjs': module,
  'module.cjs': moduleUntyped,
  'commonjs.ts': commonJsTyped,
  'commonjs.cts': commonJsTyped,
  'commonjs.js': commonJs,
  'commonjs.cjs': commonJs,
  'hashbang.js': `#!/usr/bin/env node\n${commonJs}`,
  'exported.js': `module.exports = [require('./commonjs/one').one, 'string'];`,
  'compiled.js': compiled,
  'compiled.cjs': compiled,
  'again.mjs': `export { default } from './compiled.js';`,
};
const imported = {
  'modules/one.ts': `import { number } from './number.ts'; export const one: number = number;`,
  'modules/number.ts': 'export const number: number = 1;',
  'modules/untyped.js': 'export const one = 1;',
  'commonjs/one.js': `exports.one = require('./number.js');`,
  'commonjs/number.js': 'module.exports = 1;',
};

describe.each(Object.entries(projects))('in a project %s', (_, manifest) => {
  test('each file is loaded as what its syntax says, and what it imports too', () => {
    write({ 'package.json': manifest, ...entries, ...imported });
    const names = Object.keys(entries);
    const exported = Object.fromEntries(importedBy(names).map((value, index) => [names[index], value]));
    expect(exported).toEqual(Object.fromEntries(names.map((name) => [name, [1, 'string']])));
  });

  test('a relative import means what it means to TypeScript', () => {
    write({
      'package.json': manifest,
      'rules.ts': 'export const rules: number = 1;',
      'limits/index.ts': 'export const limits: number = 2;',
      'names.mts': 'export const names: number = 3;',
      'written.js': 'export const written = 4;',
      'entry.ts': `import { rules } from './rules';
import { limits } from './limits';
import { names } from './names.mjs';
import { written } from './written.js';
export default [rules, limits, names, written];`,
      'required.ts': `const [a, b] = [require('./rules'), require('./limits')]; module.exports = [a.rules, b.limits];`,
    });
    expect(importedBy(['entry.ts', 'required.ts'])).toEqual([
      [1, 2, 3, 4],
      [1, 2],
    ]);
  });

  test('the package is there for a file in a folder where it is not installed', () => {
    write({
      'package.json': manifest,
      'module.ts': `import { count } from '@stream-bench/stream-bench'; export default typeof count;`,
      'commonjs.cts': `exports.default = typeof require('@stream-bench/stream-bench').count;`,
    });
    expect(importedBy(['module.ts', 'commonjs.cts'])).toEqual(['function', 'function']);
  });

  test('what cannot be loaded fails with the words of Node', () => {
    write({
      'package.json': manifest,
      'enum.ts': 'enum Colour { Red }\nexport default Colour;',
      'missing.ts': `import { one } from './nowhere.ts'; export default one;`,
      'broken.js': 'const a = ;',
    });
    expect(importedBy(['enum.ts', 'missing.ts', 'broken.js'])).toEqual([
      expect.stringContaining('enum is not supported'),
      expect.stringMatching(/Cannot find module .*nowhere\.ts/),
      "SyntaxError: Unexpected token ';'",
    ]);
  });
});
