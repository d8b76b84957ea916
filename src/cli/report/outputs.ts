import { reasonOf } from '../../errors.ts';
import { guardOutputs, outputError } from '../../files/output-guard.ts';
import { writeWhole } from '../../files/whole-file.ts';

/** The formats of reports that are written to files, by what an older file of the same kind has in it. */
const marks = {
  page: /^<!doctype html>[^]*stream-bench<\/title>/,
  'Markdown report': /^### [^]*<sub>.*stream-bench \d/,
  'JUnit report': /^<\?xml [^]*<testsuites name="stream-bench"/,
  table: /^file,startedAt,workload,/,
  'HdrHistogram log': /^#\[(\w+ )?latency in ns of: /,
} as const;

/** A file to write. */
export interface Output {
  readonly what: keyof typeof marks;
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all files, replacing older reports of the same format, but no input and no other file: paths in the wrong
 * order would destroy a measurement. Checks all paths before it writes the first.
 */
export function writeOutputs(outputs: readonly Output[], inputs: readonly string[], force: boolean): void {
  requireWritable(outputs, inputs, force);
  for (const output of outputs) write(output);
}

/** Throws rather than let an output replace an input or another file. */
export function requireWritable(
  outputs: readonly Omit<Output, 'text'>[],
  inputs: readonly string[],
  force: boolean,
): void {
  const files = outputs.map(({ path, what }) => ({ path, what, isOurs: (text: string) => marks[what].test(text) }));
  guardOutputs(files, { inputs, force });
}

function write(output: Output): void {
  try {
    writeWhole(output.path, output.text);
  } catch (error) {
    throw outputError(output, reasonOf(error), undefined, error);
  }
}
