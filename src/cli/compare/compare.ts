import { escapeAllControls } from '../../control-characters.ts';
import { compare } from '../../comparison/compare.ts';
import { comparisonMarkdown } from '../../reports/comparison/markdown.ts';
import { comparisonReport } from '../../reports/comparison/terminal.ts';
import { readResult } from '../../results/read-result.ts';
import type { CompareOptions } from './options.ts';

/** The comparison of two result files, as text in the format that the options name. */
export function compareFiles(pathA: string, pathB: string, { json, markdown }: CompareOptions): string {
  const comparison = compare(readResult(pathA), readResult(pathB));
  if (json === true) return `${JSON.stringify(comparison, null, 2)}\n`;
  return markdown === true ? comparisonMarkdown(comparison) : comparisonReport(escapeAllControls(comparison));
}
