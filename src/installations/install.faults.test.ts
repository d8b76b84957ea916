import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freeBytesOn } from '../files/free-bytes.ts';
import { install } from './install.ts';
import { placeOf, requireInstallation } from './installation.ts';
import { findPrograms } from './needed-programs.ts';
import { installationNames } from './pins.ts';

/** A download of 650 MB, and 2.7 GB of disk, on a slow network. */
const realInstallMs = 900_000;
const tools = {
  environment: process.env,
  signal: new AbortController().signal,
  onState: () => {},
  freeBytes: freeBytesOn,
};
const programs = await findPrograms(tools);
const lacking = programs.filter(({ fault }) => fault !== undefined).map(({ name }) => name);
if (lacking.length > 0) process.stderr.write(`No engine is really installed: ${lacking.join(', ')} cannot be used.\n`);

let cache: string;
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'stream-bench-engines-'));
});
afterAll(() => {
  rmSync(cache, { recursive: true });
});

/** Both outputs: of Flink it is the log that is to be seen. */
function java(jars: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('java', ['-cp', join(jars, '*'), ...args], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

test.runIf(lacking.length === 0)(
  'real engines are installed, and can be started',
  async () => {
    for (const name of installationNames) expect(await install(placeOf(name, cache), programs, tools)).toBe(true);
    const [kafka, spark, flink] = installationNames.map((name) => requireInstallation(name, cache));
    expect(java(kafka.jars, 'kafka.tools.StorageTool', 'random-uuid')).toMatch(/^[\w-]{22}$/m);
    expect(java(flink.jars, 'org.apache.flink.client.cli.CliFrontend', '--version')).toContain(
      `INFO org.apache.flink.client.cli.CliFrontend -  Starting Command Line Client (Version: ${flink.version}`,
    );
    const version = 'import pyspark; print(pyspark.__version__)';
    expect(execFileSync(spark.python!, ['-c', version], { encoding: 'utf8' })).toBe(`${spark.version}\n`);
    const submit = java(spark.pysparkJars!, 'org.apache.spark.deploy.SparkSubmit', '--version');
    expect(submit).toContain(`version ${spark.version}`);
  },
  realInstallMs,
);
