import { escapeAllControls } from '../../control-characters.ts';
import { StreamBenchError } from '../../errors.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { exclusions } from '../../reports/exclusions.ts';
import { defaultResultPath, writeResult } from '../../results/result-file.ts';
import { resultText } from '../../results/result-text.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';

/** The path of the result file; undefined if it is not saved. */
export function resultPathOf({ save, out }: OutputOptions, experiment: string, startedAt: string): string | undefined {
  if (!save && out !== undefined) {
    const what = '--out and --no-save contradict each other';
    throw new StreamBenchError({ kind: 'input', what, remedy: 'Leave one of them out.' });
  }
  return save ? (out ?? defaultResultPath(experiment, startedAt)) : undefined;
}

/** Delivers also the units that finished before a problem, if there are any; then throws the problem. */
export function deliverOutcome(
  { result, problem }: Outcome,
  path: string | undefined,
  options: OutputOptions,
  terminal: Terminal,
): Result {
  const isWorthShowing = result !== undefined && (problem === undefined || result.units.length > 0);
  if (isWorthShowing) deliver(result, path, options, terminal);
  if (problem !== undefined) throw problem;
  return result!;
}

/** Saves the result, and prints it or a report of it, which is shown also if it cannot be saved. */
function deliver(result: Result, path: string | undefined, options: OutputOptions, terminal: Terminal): void {
  let savedPath: string | undefined;
  try {
    if (path !== undefined) writeResult(path, result);
    savedPath = path;
  } finally {
    print(result, savedPath, options, terminal);
  }
}

function print(result: Result, savedPath: string | undefined, options: OutputOptions, terminal: Terminal): void {
  const { stdout, stderr } = terminal;
  if (options.json !== true) {
    stdout.write(reportByKind(escapeAllControls(result), savedPath));
    return;
  }
  // The report tells this too; beside JSON there is no report.
  const excluded = showsProgress(options, terminal) ? exclusions(escapeAllControls(result.units)) : undefined;
  if (excluded !== undefined) stderr.write(`${excluded}\n`);
  stdout.write(resultText(result));
}

function showsProgress({ quiet }: OutputOptions, { stderr }: Terminal): boolean {
  return stderr.isTTY === true && quiet !== true;
}
