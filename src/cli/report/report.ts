import { basename, join } from 'node:path';
import { escapeAllControls } from '../../control-characters.ts';
import { StreamBenchError } from '../../errors.ts';
import { filePlace } from '../../files/file-place.ts';
import { reportByKind } from '../../reports/by-kind.ts';
import { hdrLogs } from '../../reports/hdr-log.ts';
import { readResult, type ResultFile } from '../../results/read-result.ts';
import { markdownOf, reportsOf } from './formats.ts';
import { writeOutputs, type Output } from './outputs.ts';
import type { ReportOptions } from './options.ts';
import type { Terminal } from '../terminal.ts';

/** Reads all input files before it writes any, so that nothing is overwritten if one is bad. */
export function report(paths: readonly string[], options: ReportOptions, { stdout, stderr }: Terminal): void {
  const files = paths.map(readResult);
  const outputs = outputsOf(files, options);
  writeOutputs(outputs, paths, options.force === true);
  if (options.markdown === true) stdout.write(markdownOf(files));
  else if (outputs.length === 0) stdout.write(terminalOf(files));
  else {
    // Behind a device or a pipe there is a program that reads the report.
    const isRead = outputs.some(({ path }) => filePlace(path).kind === 'stream');
    (isRead ? stderr : stdout).write(outputs.map(({ path }) => `Wrote ${path}\n`).join(''));
  }
}

function outputsOf(files: readonly ResultFile[], { markdown, hdr, ...paths }: ReportOptions): Output[] {
  const reports = reportsOf(files, { ...paths, markdown: markdown === true ? undefined : markdown });
  return hdr === undefined ? reports : [...reports, ...logsOf(files, hdr)];
}

/** Of `results/run.json`: `run.hlog`, `run.uncorrected.hlog` and so on, in the folder. */
function logsOf(files: readonly ResultFile[], folder: string): Output[] {
  const logs = files.flatMap((file) => {
    const name = basename(file.path).replace(/\.json$/, '');
    return hdrLogs(file).map(({ latency, text }): Output => ({
      what: 'HdrHistogram log',
      path: join(folder, `${name}${latency === 'latency' ? '' : `.${latency}`}.hlog`),
      text,
    }));
  });
  if (logs.length > 0) return logs;
  throw new StreamBenchError({
    kind: 'input',
    what: 'every unit failed, is excluded or has no latencies, so there is no log to write',
    where: files.map(({ path }) => path).join(', '),
  });
}

/** Several reports follow each other, each below the name of its file. */
function terminalOf(files: readonly ResultFile[]): string {
  const [first, ...others] = escapeAllControls(files.map(({ path, result }) => ({ path, result })));
  if (others.length === 0) return reportByKind(first.result, undefined);
  const reports = [first, ...others].map(({ path, result }) => `── ${path}\n\n${reportByKind(result, undefined)}`);
  return reports.join('\n');
}
