import { readFileSync, rmSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type * as Compare from '../../src/cli/compare/compare.ts';
import type * as Program from '../../src/cli/program.ts';
import type * as HdrLog from '../../src/reports/hdr-log.ts';
import type * as ReadResult from '../../src/results/read-result.ts';
import { isSameConfiguration } from '../../src/results/configuration.ts';
import { detailedResult } from '../../src/reports/html/detailed-results.test-program.ts';
import { withDigest } from '../../src/results/result-text.ts';
import type { Result } from '../../src/results/result.ts';
import { Choices } from './choices.ts';
import { outcomeOf, type Printed } from './command-outcome.ts';
import { doCases, seedOfBlock, type CaseOutcome } from './in-blocks.ts';
import { mutatedText, mutateDocument } from './mutation.ts';

/**
 * Result files after one or more changes, through the built program. Most keep their digest, and have to be refused
 * unless nothing was changed that is read. Others are signed anew: what is then well-formed is shown in every format.
 */
const built = async (path: string): Promise<unknown> => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { readResult } = (await built('results/read-result.js')) as typeof ReadResult;
const { compareFiles } = (await built('cli/compare/compare.js')) as typeof Compare;
const { hdrLogs } = (await built('reports/hdr-log.js')) as typeof HdrLog;
const { runProgram } = (await built('cli/program.js')) as typeof Program;

const examples = Object.fromEntries(
  ['run', 'commit', 'capacity', 'sweep'].map((name) => [
    name,
    readFileSync(new URL(`../../docs/examples/${name}.json`, import.meta.url), 'utf8'),
  ]),
);
const originals: Readonly<Record<string, string>> = {
  ...examples,
  few: JSON.stringify(withDigest(ofOneConfiguration(JSON.parse(examples['run']) as Result))),
  // With the curves, which the examples of the documents lack.
  curves: JSON.stringify(withDigest(detailedResult())),
};
/** A sweep takes as long as ten small ones. */
const weights = { few: 60, run: 15, commit: 8, capacity: 12, curves: 3, sweep: 2 };
const folder = mkdtempSync(join(tmpdir(), 'stream-bench-faults-'));
process.chdir(folder);

await doCases(async (index, begins) => {
  begins(`result file ${index}`);
  const choices = new Choices(seedOfBlock(), index);
  const original = originals[choices.weighted(weights)];
  const signs = choices.chance(0.05);
  const text = mutated(choices, original, signs);
  writeFileSync('result.json', text);
  writeFileSync('original.json', original);
  if (signs) return { row: 'result files, changed and signed anew', outcome: await shown(index) };
  return { row: 'result files, changed', outcome: read(original, text, index) };
});
rmSync(folder, { recursive: true, force: true });

function ofOneConfiguration(result: Result): Result {
  const [first] = result.units;
  const units = result.units.filter((unit) => isSameConfiguration(unit, first));
  return { ...result, units, summary: result.summary.filter((row) => isSameConfiguration(row, first)) };
}

function mutated(choices: Choices, original: string, signs: boolean): string {
  if (!signs && choices.chance(0.4)) return mutatedText(choices, original);
  const document = JSON.parse(original) as Result;
  mutateDocument(choices, document);
  return JSON.stringify(signs ? withDigest(document) : document);
}

function read(original: string, text: string, index: number): CaseOutcome {
  try {
    readResult('result.json');
  } catch (error) {
    return refusalOf(error, index);
  }
  // Only what JSON does not tell apart may have been changed, such as a space between members.
  return isDeepStrictEqual(JSON.parse(original), JSON.parse(text))
    ? 'accepted'
    : { fault: `result file ${index}: a change is accepted` };
}

/** Reports and comparisons in all formats, each as the command makes it. */
async function shown(index: number): Promise<CaseOutcome> {
  try {
    const file = readResult('result.json');
    compareFiles('original.json', 'result.json', {});
    compareFiles('result.json', 'original.json', { markdown: true });
    hdrLogs(file);
  } catch (error) {
    return refusalOf(error, index);
  }
  const files = ['--html', 'a', '--markdown', 'b', '--junit', 'c', '--csv', 'd', '--force'];
  for (const args of [
    ['report', 'result.json'],
    ['report', 'result.json', ...files],
    ['report', 'result.json', '--markdown'],
  ]) {
    const outcome = outcomeOf(args, await printedBy(args), undefined);
    if (typeof outcome !== 'string') return { fault: `result file ${index}: ${outcome.fault}` };
  }
  return 'accepted';
}

function refusalOf(error: unknown, index: number): CaseOutcome {
  const isRefusal = error instanceof Error && error.name === 'StreamBenchError';
  return isRefusal ? 'refused' : { fault: `result file ${index}: ${(error as Error).stack?.slice(0, 500)}` };
}

async function printedBy(args: readonly string[]): Promise<Printed> {
  let [stdout, stderr] = ['', ''];
  const exitCode = await runProgram(args, {
    stdout: { isTTY: true, columns: 80, write: (part) => (stdout += part) },
    stderr: { isTTY: true, columns: 80, write: (part) => (stderr += part) },
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr, isTerminal: true };
}
