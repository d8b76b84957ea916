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
