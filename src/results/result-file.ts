import { reasonOf } from '../errors.ts';
import { guardOutputs, outputError, type OutputFile } from '../files/output-guard.ts';
import { writeWhole } from '../files/whole-file.ts';
import { resultText } from './result-text.ts';
import { schemaName, type Result } from './result.ts';

const otherwise = 'Name another place with --out, or use --no-save.';
const [formatName] = schemaName.split('@');
const beginningOfResult = new RegExp(`^\\s*\\{\\s*"schema":\\s*"${formatName}@`);

/** `results/<experiment>-<time>.json`, with a time that sorts and that file systems allow. */
export function defaultResultPath(experiment: string, startedAt: string): string {
  return `results/${experiment}-${startedAt.replaceAll(':', '')}.json`;
}

/**
 * Throws, before the measurement, if the result cannot be saved there, or would replace something else than a result.
 *
 * @param inputs files that the experiment reads
 * @param others files that the experiment writes besides
 */
export function checkResultPath(path: string, { inputs = [], others = [], force = false }: ResultPlace = {}): void {
  guardOutputs([{ path, what: 'result', isOurs: isResult, otherwise }, ...others], { inputs, force });
}

function isResult(beginning: string): boolean {
  return beginningOfResult.test(beginning);
}

interface ResultPlace {
  readonly inputs?: readonly string[];
  readonly others?: readonly OutputFile[];
  readonly force?: boolean;
}

/** Writes the whole document or nothing. */
export function writeResult(path: string, result: Result): void {
  try {
    writeWhole(path, resultText(result));
  } catch (error) {
    throw outputError({ path, what: 'result' }, reasonOf(error), otherwise, error);
  }
}
