import { expect, test } from 'vitest';
import { digestOf, installationNames, jarFile, pinsOf } from './pins.ts';

test.each(installationNames)('%s is pinned: names, sizes and checksums', (name) => {
  const { version, jars, packages } = pinsOf[name];
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(jars.length).toBeGreaterThan(4);
  for (const { artifact } of jars) expect(artifact).toMatch(/^[\w.-]+:[\w.-]+:[\w.-]+$/);
  for (const { bytes, sha256 } of [...jars, ...packages]) {
    expect(bytes).toBeGreaterThan(1000);
    expect(sha256).toMatch(/^[\da-f]{64}$/);
  }
  // In one folder.
  expect(new Set(jars.map(jarFile)).size).toBe(jars.length);
});

test('the digest changes with each part', () => {
  const { kafka, spark } = pinsOf;
  const [first] = kafka.jars;
  const changed = [
    { ...kafka, version: '0' },
    { ...kafka, jars: kafka.jars.slice(1) },
    { ...kafka, jars: [{ ...first, bytes: 1 }, ...kafka.jars.slice(1)] },
    { ...kafka, packages: spark.packages },
  ];
  expect(new Set([kafka, ...changed].map(digestOf)).size).toBe(5);
});
