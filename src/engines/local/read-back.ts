import { digestFor } from '../../answers/answer-digest.ts';
import { Dictionary } from '../../columns/dictionary.ts';
import { OutputRows } from '../../columns/output-rows.ts';
import { StreamBenchError } from '../../errors.ts';
import { durableSinkKinds, readRows } from '../../sinks/index.ts';
import type { SinkKind } from '../../sinks/kinds.ts';
import type { ReadOptions } from '../../sinks/sink.ts';
import type { OutputFigures } from '../../results/unit.ts';
import type { Answer } from '../unit-report.ts';

/** Reading a row takes some microseconds. */
const mostRowsReadBack = 4_000_000;
const rowsAtOnce = 1 << 14;

/** An answer of the sink, where it can be read, and whether it was. */
export type StoredAnswer = Partial<Answer> & Required<Pick<OutputFigures, 'readBack'>>;

/**
 * The answer as a reader of the sink finds it after the unit's last commit. No process was killed in between, so each
 * row is there once, also where a sink guarantees less.
 *
 * @param rowsWritten how many rows the sink was given
 * @throws StreamBenchError if the sink holds another position than that of the last commit
 */
export function readBack(
  sink: SinkKind,
  options: ReadOptions,
  { rowsWritten, recordCount }: { readonly rowsWritten: number; readonly recordCount: number },
): StoredAnswer {
  if (!durableSinkKinds.includes(sink)) return { readBack: 'unreadable' };
  if (rowsWritten > mostRowsReadBack) return { readBack: 'too many rows' };
  const dictionary = new Dictionary();
  const digest = digestFor(new OutputRows(options.schema, dictionary, options.key));
  const piece = new OutputRows(options.schema, dictionary);
  const digestPiece = (): void => {
    digest.update(piece);
    piece.clear();
  };
  const position = readRows(sink, options, ([cause, ...values]) => {
    piece.append(cause, values);
    if (piece.length === rowsAtOnce) digestPiece();
  });
  digestPiece();
  if (position !== recordCount) throw wrongPosition(sink, position, recordCount);
  return { rows: digest.rows, digest: digest.hex(), unorderedDigest: digest.unorderedHex(), readBack: 'yes' };
}

function wrongPosition(sink: SinkKind, position: number, recordCount: number): StreamBenchError {
  return new StreamBenchError({
    kind: 'wrong-answer',
    what: `after the last commit, of position ${recordCount}, the ${sink} sink holds position ${position}`,
  });
}
