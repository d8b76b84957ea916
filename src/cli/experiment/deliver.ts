import { escapeAllControls } from '../../control-characters.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { defaultResultPath, writeResult } from '../../results/result-file.ts';
import { resultText } from '../../results/result-text.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';

/** The path of the result file; undefined if it is not saved. */
export function resultPathOf({ save, out }: OutputOptions, experiment: string, startedAt: string): string | undefined {
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
function deliver(result: Result, path: string | undefined, { json }: OutputOptions, { stdout }: Terminal): void {
  let savedPath: string | undefined;
  try {
    if (path !== undefined) writeResult(path, result);
    savedPath = path;
  } finally {
    stdout.write(json === true ? resultText(result) : reportByKind(escapeAllControls(result), savedPath));
  }
}
