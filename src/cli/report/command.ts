import { Command } from 'commander';
import type { ReportOptions } from './options.ts';
import type { Terminal } from '../terminal.ts';

export function reportCommand(terminal: Terminal): Command {
  return new Command('report')
    .description('show what result files say: in the terminal, or as files of other formats')
    .argument('<file...>', 'result files, as other commands save them')
    .option('--html <file>', 'a page with charts that needs nothing but a browser')
    .option('--markdown [file]', 'a table and sentences for a pull request; without a file on standard output')
    .option('--junit <file>', 'JUnit XML: a case for each configuration and rate')
    .option('--csv <file>', 'a line for each unit, with all its figures')
    .option('--hdr <folder>', 'logs for the tools of HdrHistogram')
    .addHelpText(
      'after',
      '\nExamples:\n  stream-bench report results/run.json --html report.html\n  stream-bench report results/*.json --csv units.csv --junit junit.xml',
    )
    .action(async (files: string[], options: ReportOptions) => {
      const { report } = await import('./report.ts');
      report(files, options, terminal);
    });
}
