import { Command } from 'commander';

/** What `report` writes: paths; `markdown` is true for standard output. */
export interface ReportOptions {
  readonly html?: string;
  readonly markdown?: string | true;
  readonly junit?: string;
  readonly csv?: string;
  /** A folder. */
  readonly hdr?: string;
  readonly force?: true;
}

const examples = `
Examples:
  stream-bench report results/run.json --html report.html
  stream-bench report results/*.json --csv units.csv --junit junit.xml`;

export function reportCommand(): Command {
  return new Command('report')
    .description('show result files in the terminal, or write them in other formats')
    .argument('<file...>', 'result files, as other commands save them')
    .option('--html <file>', 'a page with charts that needs nothing but a browser')
    .option('--markdown [file]', 'Markdown for a pull request; without a file, to standard output')
    .option('--junit <file>', 'JUnit XML: a test case for each configuration and rate')
    .option('--csv <file>', 'a line for each unit, with all its figures')
    .option('--hdr <folder>', 'logs in the format of HdrHistogram')
    .option('--force', 'replace files that are not reports of stream-bench')
    .addHelpText('after', examples);
}
