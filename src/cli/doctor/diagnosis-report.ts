import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import type { Finding } from '../../experiments/doctor/diagnosis.ts';
import { paragraph } from '../../reports/paragraph.ts';
import type { Examination } from './examination.ts';

const width = 79;
const marks = { good: chalk.green('good'), fair: chalk.yellow('fair'), poor: chalk.red('poor') } as const;
/** Width of a mark and the two spaces after it. */
const indent = 6;

/** Describes the machine: its properties, what they mean for figures, and what the user can do. */
export function diagnosisReport({ machine, tool, findings }: Examination): string {
  const memory = `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB of memory`;
  const versions = `Node ${tool.node}, stream-bench ${tool.version}`;
  const about = [machine.cpu, machine.os, memory, versions].join('; ');
  const poor = findings.filter(({ verdict }) => verdict === 'poor').length;
  const conclusion =
    poor > 0
      ? `${poor} of ${findings.length} points make figures from this machine doubtful.`
      : 'No point makes figures from this machine doubtful.';
  return [paragraph(about), ...findings.map(findingLines), paragraph(chalk.bold(conclusion))].join('\n\n');
}

function findingLines({ verdict, about, found, meaning, advice }: Finding): string {
  const text = `${chalk.bold(about)}: ${found}\n${sentence(meaning)}${advice === undefined ? '' : ` ${advice}`}`;
  const lines = wrapAnsi(text, width - indent, { hard: true }).split('\n');
  return lines.map((line, index) => `${index === 0 ? `${marks[verdict]}  ` : ' '.repeat(indent)}${line}`).join('\n');
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}
