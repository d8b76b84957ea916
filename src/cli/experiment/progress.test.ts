import chalk from 'chalk';
import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

function onTerminal(columns: number): { readonly progress: Progress; readonly lines: string[] } {
  const lines: string[] = [];
  const stderr = {
    columns,
    write: (text: string) => lines.push(text),
    showLine: (line: string) => void lines.push(`[${line}]`),
  };
  return { progress: new Progress(stderr, 'fraud', 1000), lines };
}

test('says at once on a terminal what is being done, and for how long', () => {
  const { progress, lines } = onTerminal(80);
  progress.tick(2500);
  progress.unitDone('1/3 continuous  p50 12 µs', 1, 3, 4000);
  progress.end();
  expect(lines).toEqual([
    '[preparing fraud, 0 s]',
    '[preparing fraud, 1 s]',
    '1/3 continuous  p50 12 µs\n',
    '[measuring, 1 of 3 units done, 3 s]',
    '[]',
  ]);
});

test('is never wider than the terminal', () => {
  const { progress, lines } = onTerminal(16);
  progress.unitDone(`1/3 ${chalk.yellow('excluded')}: 漢字 a long reason`, 1, 3, 1000);
  progress.unitDone('1/3 exactly 15!', 1, 3, 1000);
  expect(lines.filter((line) => line.endsWith('\n'))).toEqual([
    `1/3 ${chalk.yellow('excluded')}: …\n`,
    '1/3 exactly 15!\n',
  ]);
  expect(lines[0]).toBe('[preparing frau…]');
});

test('has 80 columns on a terminal that tells a width of 0', () => {
  const { progress, lines } = onTerminal(0);
  progress.unitDone('x'.repeat(90), 1, 3, 1000);
  expect(lines).toContain(`${'x'.repeat(78)}…\n`);
});

test('counts what is measured apart by itself', () => {
  const { progress, lines } = onTerminal(80);
  progress.unitDone('3/3 continuous  p50 12 µs', 3, 3, 4000);
  progress.partDone('cost by size', 1, 3, 6000);
  expect(lines.at(-1)).toBe('[measuring the cost by size, 1 of 3 units done, 5 s]');
});

test('a plain line has at most 120 columns', () => {
  const lines: string[] = [];
  const progress = new Progress({ write: (text) => lines.push(text) }, 'fraud', 0);
  progress.unitDone(`1/3 excluded: ${'a reason; '.repeat(30)}`, 1, 3, 1000);
  progress.tick(5100);
  expect(lines[0].trimEnd()).toHaveLength(120);
  expect(lines[0]).toMatch(/^5 s: 1\/3 excluded: .*…\n$/);
});

test('writes a plain line every five seconds where there is no terminal', () => {
  const lines: string[] = [];
  const progress = new Progress({ write: (text) => lines.push(text) }, 'fraud', 0);
  for (let second = 1; second <= 4; second++) progress.tick(1000 * second);
  expect(lines).toEqual([]);
  progress.tick(5100);
  progress.unitDone(' 1/12 continuous             p50 12 µs', 1, 12, 6000);
  progress.unitDone(' 2/12 micro-batch 10 ms      p50 5 ms', 2, 12, 7000);
  progress.tick(10_200);
  progress.end();
  expect(lines).toEqual(['5 s: preparing fraud\n', '10 s: 2/12 micro-batch 10 ms p50 5 ms\n']);
});
