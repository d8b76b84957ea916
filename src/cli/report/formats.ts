import { csvReport } from '../../reports/csv.ts';
import { pageAssets } from '../../reports/html/assets.ts';
import { htmlPage } from '../../reports/html/page.ts';
import { junitReport } from '../../reports/junit.ts';
import { markdownReport } from '../../reports/markdown.ts';
import type { ResultFile } from '../../results/read-result.ts';
import type { Output } from './outputs.ts';

type Format = 'html' | 'markdown' | 'junit' | 'csv';

/** Files to write, by their format. */
export type ReportPaths = { readonly [Name in Format]?: string | undefined };

interface Report {
  readonly what: Output['what'];
  readonly of: (files: readonly ResultFile[]) => string;
}

const reports: Readonly<Record<Format, Report>> = {
  html: { what: 'page', of: (files) => htmlPage(files, pageAssets()) },
  markdown: { what: 'Markdown report', of: markdownOf },
  junit: { what: 'JUnit report', of: junitReport },
  csv: { what: 'table', of: csvReport },
};

export function markdownOf(files: readonly ResultFile[]): string {
  return files.map(({ result }) => markdownReport(result)).join('\n');
}

/** Where reports will be written, before there is anything to report. */
export function reportPlaces(paths: ReportPaths): Omit<Output, 'text'>[] {
  return asked(paths).map(([path, { what }]) => ({ path, what }));
}

export function reportsOf(files: readonly ResultFile[], paths: ReportPaths): Output[] {
  return asked(paths).map(([path, { what, of }]) => ({ path, what, text: of(files) }));
}

function asked(paths: ReportPaths): [path: string, report: Report][] {
  return (Object.keys(reports) as Format[]).flatMap((format) => {
    const path = paths[format];
    return path === undefined ? [] : [[path, reports[format]]];
  });
}
