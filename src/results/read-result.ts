import { StreamBenchError } from '../errors.ts';
import { readBoundedText } from '../files/bounded-text.ts';
import { contradiction } from './contradiction.ts';
import { digestOf } from './result-text.ts';
import { schemaName, type Result } from './result.ts';
import { schemaViolation } from './schema-violation.ts';

/** A result document and its path, which reports show. */
export interface ResultFile {
  readonly path: string;
  /** The text of the file. */
  readonly text: string;
  readonly result: Result;
}

/** Of many thousand units with all their curves. */
const textKind = {
  maxBytes: 2 ** 28,
  remedy: "Name a result file, such as 'stream-bench run' saves in results/.",
};

/**
 * Reads a result document and checks it: against the schema, its parts against each other, and its content against its
 * digest. Throws a StreamBenchError that names the first place at fault.
 */
export function readResult(path: string): ResultFile {
  const text = readBoundedText(path, textKind);
  const document = parse(path, text);
  requireOurs(path, document);
  const violation = schemaViolation(document);
  if (violation !== undefined)
    throw unfit(path, `does not fit the format ${schemaName}: ${violation}`, undefined, remedies.otherVersion);
  const result = document as Result;
  const contradicting = contradiction(result);
  if (contradicting !== undefined) throw unfit(path, `contradicts itself: ${contradicting}`);
  requireUnchanged(path, result);
  return { path, text, result };
}

const remedies = {
  any: 'Name a result file, unchanged as stream-bench wrote it.',
  otherVersion: 'Was it edited, or written by another version of stream-bench?',
};

function parse(path: string, text: string): unknown {
  if (text.trim() === '') throw unfit(path, 'is empty');
  try {
    return JSON.parse(text);
  } catch (error) {
    const truncated = /\{/.test(text[0]) && !text.trimEnd().endsWith('}');
    throw unfit(
      path,
      truncated ? 'is cut off: its JSON does not end' : `is not JSON: ${(error as Error).message}`,
      error,
    );
  }
}

function requireOurs(path: string, document: unknown): void {
  const schema = (document as { schema?: unknown } | null)?.schema;
  if (schema === schemaName) return;
  const ours = typeof schema === 'string' && schema.startsWith(`${schemaName.split('@')[0]}@`);
  if (!ours) throw unfit(path, 'is no result of stream-bench');
  throw new StreamBenchError({
    kind: 'input',
    what: `is of the format ${schema}, and this stream-bench reads ${schemaName}`,
    where: path,
    remedy: 'Use the version of stream-bench that wrote it.',
  });
}

function requireUnchanged(path: string, result: Result): void {
  if (result.digest === undefined) throw unfit(path, 'has no digest, by which a change would be noticed');
  if (result.digest === digestOf(result)) return;
  throw unfit(path, 'was changed after stream-bench wrote it: its digest is that of another content');
}

function unfit(path: string, what: string, cause?: unknown, remedy = remedies.any): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, where: path, remedy }, cause);
}
