import { escapeAllControls } from '../../control-characters.ts';
import type { Outcome } from '../../experiments/outcome.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { exclusions } from '../../reports/exclusions.ts';
import { checkWritable, defaultResultPath, writeResult } from '../../results/result-file.ts';
import type { Result } from '../../results/result.ts';
import type { OutputOptions } from '../options/output-options.ts';
import type { Terminal } from '../terminal.ts';

/** The path of the result file; undefined if it is not saved. Throws, before measuring, if it cannot be written. */
export function resultPathOf({ save, out }: OutputOptions, experiment: string, startedAt: string): string | undefined {
  if (!save) return undefined;
  const path = out ?? defaultResultPath(experiment, startedAt);
  checkWritable(path);
  return path;
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

/** Saves the result, and prints it or a report of it. */
function deliver(result: Result, path: string | undefined, options: OutputOptions, terminal: Terminal): void {
  const { json } = options;
  const { stdout, stderr } = terminal;
  if (path !== undefined) writeResult(path, result);
  // The report tells this too; beside JSON there is no report.
  const excluded =
    json === true && showsProgress(options, terminal) ? exclusions(escapeAllControls(result.units)) : undefined;
  if (excluded !== undefined) stderr.write(`${excluded}\n`);
  stdout.write(json === true ? `${JSON.stringify(result, null, 2)}\n` : reportByKind(escapeAllControls(result), path));
}

export function showsProgress({ quiet }: OutputOptions, { stderr }: Terminal): boolean {
  return stderr.isTTY === true && quiet !== true;
}
