import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import type { Finding } from '../../experiments/doctor/diagnosis.ts';
import type { Comparison } from '../../experiments/truth/comparison.ts';
import { paragraph } from '../../reports/paragraph.ts';
import { fourDigits, percent } from '../../results/quantity.ts';
import type { Examination } from './examination.ts';

const width = 79;
const marks = { good: chalk.green('good'), fair: chalk.yellow('fair'), poor: chalk.red('poor') } as const;
/** Width of the widest of them and the spaces around it. */
const indent = 6;
/** Of figure, theory, measured and what is allowed; a verdict follows. */
const columns = [18, 12, 12, 26] as const;

/** What the machine is like, each point with what it means and what to do about it. */
export function diagnosisReport({ machine, tool, findings }: Examination): string {
  const about = `${machine.cpu}; ${machine.os}; ${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB of memory; Node ${tool.node}, stream-bench ${tool.version}`;
  const poor = findings.filter(({ verdict }) => verdict === 'poor').length;
  const worst =
    poor > 0
      ? `${poor} of ${findings.length} points make figures from this machine doubtful.`
      : 'Nothing here keeps figures from being trusted.';
  return [paragraph(about), ...findings.map(findingLines), paragraph(chalk.bold(worst))].join('\n\n');
}

function findingLines({ verdict, about, found, meaning, advice }: Finding): string {
  const text = `${chalk.bold(about)}: ${found}\n${sentence(meaning)}${advice === undefined ? '' : ` ${advice}`}`;
  const lines = wrapAnsi(text, width - indent, { hard: true }).split('\n');
  return lines.map((line, index) => `${index === 0 ? `${marks[verdict]}  ` : ' '.repeat(indent)}${line}`).join('\n');
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** Measured beside theory; undefined where it was not asked for. */
export function truthReport({ truth }: Examination): string | undefined {
  if (truth === null) return undefined;
  const real = truth.realTime.flatMap(({ comparisons }) => comparisons);
  return [
    chalk.bold("In virtual time: a server of known speed, whose figures have to be theory's"),
    paragraph(
      chalk.dim('Allowed: half a bucket of the histogram (0.05 %); of random arrivals four standard deviations too.'),
    ),
    ...situationTables(truth.virtualTime),
    chalk.bold('In real time: the same executors, a real clock, and a server that keeps busy'),
    paragraph(chalk.dim(realTimeLegend)),
    ...situationTables(real),
    ...truth.realTime.filter(({ attempts }) => attempts > 1).map(repeated),
    paragraph(chalk.bold(conclusion([...truth.virtualTime, ...real]))),
  ].join('\n\n');
}

const realTimeLegend =
  'Theory: the same arrivals and services in virtual time. Allowed from there on: services 2 % longer, for what the program does between two of them (some µs of 500), and what the machine took away, which was counted. A run that lost more than 5 % is spoilt and measured again, four times in all.';

function repeated({
  comparisons,
  takenShare,
  attempts,
}: NonNullable<Examination['truth']>['realTime'][number]): string {
  return paragraph(
    chalk.yellow(
      `${comparisons[0].situation}: measured ${attempts} times; of the best one the machine took ${percent(takenShare)} away.`,
    ),
  );
}

function situationTables(comparisons: readonly Comparison[]): string[] {
  const head = chalk.dim(cells('', 'theory', 'measured', 'allowed'));
  return [...Map.groupBy(comparisons, ({ situation }) => situation)].map(([situation, rows]) =>
    [`${situation}\n${head}`, ...rows.map(row)].join('\n'),
  );
}

function row({ figure, theoryMicros, measuredMicros, lowMicros, highMicros, verdict }: Comparison): string {
  const mark =
    verdict === 'holds' ? chalk.green(verdict) : verdict === 'differs' ? chalk.red(verdict) : chalk.yellow(verdict);
  return `${cells(figure, fourDigits(theoryMicros), fourDigits(measuredMicros), `${fourDigits(lowMicros)}–${fourDigits(highMicros)}`)}  ${mark}`;
}

function cells(figure: string, theory: string, measured: string, allowed: string): string {
  return `  ${figure.padEnd(columns[0])}${theory.padStart(columns[1])}${measured.padStart(columns[2])}${allowed.padStart(columns[3])}`;
}

function conclusion(comparisons: readonly Comparison[]): string {
  const count = (verdict: Comparison['verdict']): number =>
    comparisons.filter((comparison) => comparison.verdict === verdict).length;
  const spoilt =
    count('spoilt') === 0 ? '' : ` ${count('spoilt')} could not be told: the machine took too much time away.`;
  if (count('differs') > 0)
    return `${count('differs')} of ${comparisons.length} figures differ from theory: do not trust what is measured here.${spoilt}`;
  return `${count('holds')} of ${comparisons.length} figures are those of theory.${spoilt}`;
}
