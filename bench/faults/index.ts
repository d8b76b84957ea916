import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { writtenBy } from '../written-by.ts';
import { brokenCommandLines } from './command-lines.ts';
import type { FaultCount } from './fault-count.ts';
import { brokenRecordings } from './recordings.ts';
import { brokenResultFiles } from './result-files.ts';

/**
 * `npm run test:faults`: random inputs of each kind, from a seed, in about an hour; `--only` one kind. Writes a file
 * for each into results/. Exit code 1 if there is any fault. `--scale 0.01` is a hundredth of the cases, and writes
 * no file.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const [seed, scale] = [Number(values.seed), Number(values.scale)];
const shownFaults = 20;

type Kind = (sample: { count: number; seed: number }) => Promise<FaultCount[]>;

/** Each kind of input, and how many of them there are. */
const kinds: Readonly<Record<string, readonly [kind: Kind, count: number]>> = {
  'command-lines': [brokenCommandLines, 100_000],
  'result-files': [brokenResultFiles, 100_000],
  recordings: [brokenRecordings, 10_000],
};

const chosen = Object.entries(kinds).filter(([name]) => values.only === undefined || values.only === name);
for (const [name, [kind, count]] of chosen) {
  const counts = await kind({ count: Math.ceil(count * scale), seed });
  const report = reportOf(name, counts);
  console.log(report);
  if (scale === 1) {
    mkdirSync('results', { recursive: true });
    writeFileSync(`results/faults-${name}.md`, report);
  }
  if (counts.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

function reportOf(name: string, rows: readonly FaultCount[]): string {
  return `# Random inputs: ${name}

${writtenBy(`npm run test:faults -- --only ${name} --seed ${seed}`)}

A fault is a stack trace, a hang, an end without a word, exit code 0 after an error, a part of a file left behind, a
file destroyed, a raw control character on the terminal, or a changed figure that is accepted. What was accepted ran, or
was interrupted before its first unit; what was refused was refused in words.

| input | cases | accepted | refused | faults |
| :-- | --: | --: | --: | --: |
${rows.map(rowOf).join('\n')}
${rows.flatMap(({ faults }) => faultsOf(faults)).join('')}`;
}

function rowOf({ what, cases, accepted, refused, faults }: FaultCount): string {
  const numbers = [cases, accepted, refused, faults.length].map((number) => number.toLocaleString('en-US'));
  return `| ${[what, ...numbers].join(' | ')} |`;
}

function faultsOf(faults: readonly string[]): string[] {
  return faults.slice(0, shownFaults).map((fault) => `\n- ${fault.replaceAll('\n', ' ')}`);
}
