import chalk from 'chalk';
import { installCommand, stateInWords } from '../../installations/installation.ts';
import { remedyOf, type FoundProgram } from '../../installations/needed-programs.ts';
import { paragraph } from '../../reports/paragraph.ts';
import type { Examination, ExaminedEngine } from './examination.ts';

/** Which engines outside this program are ready, and the programs that they need. */
export function enginesReport({ engines, programs }: Examination): string {
  const title = chalk.bold('Engines outside this program (the local one needs nothing of this)');
  return [title, ...engines.map(engineLine), ...programs.map(programLine)].join('\n');
}

function engineLine({ name, version, state }: ExaminedEngine): string {
  if (state === 'installed') return `${name} ${version}: installed`;
  return paragraph(`${name} ${version}: ${stateInWords[state]}. Install it: ${installCommand(name)}`);
}

function programLine({ name, version, fault }: FoundProgram): string {
  return fault === undefined ? `${name} ${version}` : paragraph(`${name}: ${fault}. ${remedyOf(name)}`);
}
