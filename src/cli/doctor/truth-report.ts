import chalk from 'chalk';
import type { Comparison } from '../../experiments/truth/comparison.ts';
import type { RealAnswer } from '../../experiments/truth/real-time.ts';
import { paragraph } from '../../reports/paragraph.ts';
import { fourDigits, percent } from '../../results/quantity.ts';
import type { Examination } from './examination.ts';

/** Widths for figure, theory, measured and allowed; the verdict follows. */
const columns = [17, 12, 12, 26] as const;

const virtualTitle = 'In virtual time: a server of known speed, whose figures must equal theory';
const virtualLegend =
  'Allowed: half a bucket of the histogram (0.05 %); for random arrivals also four standard deviations.';
const realTitle = 'In real time: the same executors with a real clock and a busy server';
const realLegend =
  'Theory: the same arrivals and services in virtual time. Allowed: from theory to services that take 2 % longer, ' +
  'for the work of the program between two services (some µs of 500), plus the time that the machine took away. A ' +
  'measurement that lost more than 5 % of its time is excluded and repeated, with four repeats in all.';

/** Measured figures beside those of theory; undefined if they were not compared. */
export function truthReport({ truth }: Examination): string | undefined {
  if (truth === null) return undefined;
  const real = truth.realTime.flatMap(({ comparisons }) => comparisons);
  return [
    chalk.bold(virtualTitle),
    paragraph(chalk.dim(virtualLegend)),
    ...situationTables(truth.virtualTime),
    chalk.bold(realTitle),
    paragraph(chalk.dim(realLegend)),
    ...situationTables(real),
    ...truth.realTime.filter(({ attempts }) => attempts > 1).map(repetition),
    paragraph(chalk.bold(conclusion([...truth.virtualTime, ...real]))),
  ].join('\n\n');
}

function repetition({ comparisons, takenShare, attempts }: RealAnswer): string {
  const { situation } = comparisons[0];
  const taken = `the machine took ${percent(takenShare)} of the time of the best one`;
  return paragraph(chalk.yellow(`${situation}: measured ${attempts} times; ${taken}.`));
}

function situationTables(comparisons: readonly Comparison[]): string[] {
  const head = chalk.dim(cells('', 'theory', 'measured', 'allowed'));
  return [...Map.groupBy(comparisons, ({ situation }) => situation)].map(([situation, rows]) =>
    [`${situation}\n${head}`, ...rows.map(row)].join('\n'),
  );
}

function row({ figure, theoryMicros, measuredMicros, lowMicros, highMicros, verdict }: Comparison): string {
  const allowed = `${fourDigits(lowMicros)}–${fourDigits(highMicros)}`;
  return `${cells(figure, fourDigits(theoryMicros), fourDigits(measuredMicros), allowed)}  ${mark(verdict)}`;
}

function cells(figure: string, theory: string, measured: string, allowed: string): string {
  const [figureWidth, ...widths] = columns;
  const numbers = [theory, measured, allowed].map((text, index) => text.padStart(widths[index]));
  return `  ${figure.padEnd(figureWidth)}${numbers.join('')}`;
}

function mark(verdict: Comparison['verdict']): string {
  if (verdict === 'holds') return chalk.green(verdict);
  return verdict === 'differs' ? chalk.red(verdict) : chalk.yellow('excluded');
}

function conclusion(comparisons: readonly Comparison[]): string {
  const all = comparisons.length;
  const holding = comparisons.filter(({ verdict }) => verdict === 'holds').length;
  const differing = comparisons.filter(({ verdict }) => verdict === 'differs').length;
  const excluded = all - holding - differing;
  const answer =
    differing > 0
      ? `${differing} of ${all} figures differ from theory: do not trust measurements on this machine.`
      : `${holding} of ${all} figures agree with theory.`;
  return excluded === 0 ? answer : `${answer} ${excluded} excluded: the machine took too much time away.`;
}
