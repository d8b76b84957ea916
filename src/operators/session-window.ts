import type { PlanNode } from '../pipeline/plan-node.ts';
import { argumentCells, writeArgumentAdditions } from './aggregates/aggregate-code.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { cellsOrder } from './cell-order.ts';
import { checkDuration } from './duration.ts';
import type { CellCode, CodeWriter, Operator, TimedState } from './operator.ts';
import { RowValues, slotValues, type SessionValues } from './session-values.ts';
import { Sessions } from './sessions.ts';
import { storedValue } from './stored-cell.ts';
import { windowedRow, windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over sessions: rows whose event times are at most the gap apart, one from the next. A distance of
 * exactly the gap is included, as in Spark (`UpdatingSessionsIterator`: start <= end of the session) and Flink
 * (`TimeWindow.intersects`: start <= end). `windowStart` is the first row's event time and `windowEnd` the last one's
 * plus the gap.
 *
 * A row at `windowEnd` can still join, so a session closes when its `windowEnd` < the watermark (as in Kafka Streams),
 * one microsecond later than a window that does not include its end. Otherwise a row of another key at that very time
 * would decide whether a row that is in time joins. So if no row is behind the watermark, the sessions of a key depend
 * on its rows alone. The event time of a session's row is its last microsecond: `windowEnd`.
 *
 * A row is late, and dropped, if its event time + gap < the watermark before the row. Else it starts a session, extends
 * one, or merges two. Sessions that close together are emitted in the order of (end, key); two of one key cannot have
 * the same end. All this depends only on the row and those before it, so batch boundaries cannot matter.
 *
 * Aggregates are computed in order of arrival over all rows of the session, as if it had been one session from the
 * start. Partial sums of two merged sessions would not do: their total would be rounded differently, and one of them
 * might have overflowed. So a session keeps the arguments of its aggregates, row by row, and aggregates them when it
 * closes; unless each of them can be merged exactly, as counts and minima can.
 *
 * State: of an open session the values of its aggregates so far, or, where they cannot be merged, for each row its
 * place in the order of arrival and its arguments. Storing these is then all that a row costs, and the record that
 * closes a session pays for the aggregation. A closed session is forgotten with its key.
 */
export interface SessionWindowNode extends WindowedNode {
  readonly kind: 'session-window';
  readonly gapMicros: number;
}

export function sessionWindowNode(
  input: PlanNode,
  gapMicros: number,
  by: readonly string[],
  aggregates: Readonly<Record<string, AggregateNode>>,
): SessionWindowNode {
  checkDuration("a session's gap", gapMicros);
  const schema = windowedSchema(input.schema, by, aggregates);
  return Object.freeze({
    kind: 'session-window',
    schema,
    input,
    gapMicros,
    by: Object.freeze([...by]),
    aggregates: Object.freeze({ ...aggregates }),
  });
}

export const sessionWindow: Operator<SessionWindowNode> = {
  kind: 'session-window',
  // By then the first sessions may have closed. How long sessions get depends on the records.
  horizonMicros: (node) => node.gapMicros,
  compile(node, writer, consume) {
    const { aggregates, by, gapMicros, schema } = node;
    const { dictionary, watermark } = writer;
    const compareKeys = cellsOrder(
      by.map((name) => schema[name]),
      dictionary,
    );
    const sessionsOf = <Values>(values: SessionValues<Values>): TimedState =>
      new Sessions(by.length, gapMicros, compareKeys, values, watermark);
    const slots = slotValues(aggregates, dictionary);
    const rows = new RowValues(aggregates, dictionary);
    const sessions = writer.state(slots === undefined ? sessionsOf(rows) : sessionsOf(slots));
    const kept = writer.parameter(slots ?? rows);
    const accumulators = `${kept}.accumulators`;
    writer.callback(`${sessions}.emit`, 'key, slot, start, end', () =>
      consume(windowedRow(node, { key: (index) => `key[${index}]`, accumulators, slot: 'slot', time: 'end' })),
    );
    return [
      (row) => {
        const key = by.map((name) => storedValue(row.cells[name]));
        const own = writer.variable(`${sessions}.at(${row.time}, [${key.join(', ')}])`);
        writer.block(`if (${own} !== undefined)`, () => {
          writer.markAbsorbed();
          const cells = argumentCells(aggregates, row, writer);
          if (slots === undefined) writeKeptRow(cells, own, kept, writer);
          else writeArgumentAdditions(cells, writer, accumulators, own);
        });
        writer.block('else', () => writer.markLate());
      },
    ];
  },
};

/** Adds a row to the first run of its session: its place in the order of arrival, and its arguments. */
function writeKeptRow(cells: readonly (CellCode | undefined)[], runs: string, kept: string, writer: CodeWriter): void {
  writer.line(`${runs}[0].push(${kept}.arrivals++);`);
  for (const cell of cells) {
    if (cell === undefined) continue;
    writer.line(`${runs}[0].push(${storedValue({ ...cell, value: `Number(${cell.value})` })});`);
  }
}
