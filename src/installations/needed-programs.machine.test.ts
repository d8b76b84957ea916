import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakePrograms } from './fake-programs.test-program.ts';
import { findPrograms, requirePrograms } from './needed-programs.ts';

let folder: string;
let fake: FakePrograms;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stream-bench-programs-'));
  fake = new FakePrograms(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const withPython = { packages: [{ requirement: 'a==1', file: 'a.whl', bytes: 1, sha256: '' }] };
const signal = new AbortController().signal;

async function requireAll(environment = fake.environment): Promise<void> {
  requirePrograms(await findPrograms({ environment, signal }), withPython);
}

test('what is there is found with its version', async () => {
  expect(await findPrograms({ environment: fake.environment, signal })).toEqual([
    { name: 'Java', program: 'java', version: '17.0.15' },
    { name: 'Maven', program: 'mvn', version: '3.9.9' },
    { name: 'Python', program: 'python3', version: '3.11.7' },
  ]);
  await requireAll();
});

test.each(['java', 'mvn', 'python3'] as const)('%s that is missing', async (name) => {
  fake.remove(name);
  await expect(requireAll()).rejects.toThrow(new RegExp(`: there is no program '${name}'\nInstall .* or later`));
});

test.each([
  ['java', 'Unrecognized option: --list-modules', true, 'Java: too old, or it does not start; 17 or later is needed'],
  ['java', 'java.base@11.0.2\njdk.compiler@11.0.2', false, 'Java: version 11.0.2 is too old; 17 or later'],
  ['java', 'java.base@21', false, 'Java: this is a Java 21 without its compiler; a JDK is needed'],
  ['mvn', 'Apache Maven 3.6.2', false, 'Maven: version 3.6.2 is too old; 3.6.3 or later is needed'],
  ['mvn', 'The JAVA_HOME environment variable is wrong', true, "Maven: 'mvn --version' fails: The JAVA_HOME env"],
  ['python3', 'Python 3.9.18', false, 'Python: version 3.9.18 is too old; 3.11 or later is needed'],
  ['python3', 'hello', false, 'Python: it does not say its version; 3.11 or later is needed'],
] as const)('%s that says %j', async (name, text, fails, message) => {
  fake.says(name, text, fails);
  await expect(requireAll()).rejects.toThrow(message);
});

test.each([
  ['java', 'java.base@25-ea\njdk.compiler@25-ea'],
  ['java', 'java.base@100\njdk.compiler@100'],
  ['mvn', 'Apache Maven 4.0.0-rc-5 (abc)'],
  ['python3', 'Python 3.15.0a1'],
] as const)('a later %s will do: %j', async (name, text) => {
  fake.says(name, text);
  await expect(requireAll()).resolves.toBeUndefined();
});

test('Java is that of JAVA_HOME, if it is set', async () => {
  await expect(requireAll({ ...fake.environment, JAVA_HOME: '/nowhere' })).rejects.toThrow(
    "Java: there is no program '/nowhere/bin/java'",
  );
});

test('Python is needed only for packages of it', async () => {
  fake.remove('python3');
  const found = await findPrograms({ environment: fake.environment, signal });
  expect(() => requirePrograms(found, { packages: [] })).not.toThrow();
});
