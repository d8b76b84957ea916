import type { PlanNode } from '../pipeline/plan-node.ts';
import { argumentCells } from './aggregates/aggregate-code.ts';
import type { AggregateNode } from './aggregates/index.ts';
import { checkDuration } from './duration.ts';
import type { Operator } from './operator.ts';
import { Sessions } from './sessions.ts';
import { storedValue } from './stored-cell.ts';
import { windowedRow, windowedSchema, type WindowedNode } from './windowed-rows.ts';

/**
 * Aggregates per key over sessions: rows of which each follows on the one before, in event time, within the gap
 * (at a distance of exactly the gap too, as in Flink and Spark). `windowStart` is the first row's event time and
 * `windowEnd` the last one's plus the gap. A row is late, and dropped, iff its event time + gap ≤ the watermark as
 * it was before the row; else it starts a session, extends one, or joins two into one. A session closes when its
 * end ≤ the watermark; sessions that close together are put out ordered by (end, key): two of one key cannot have
 * the same end. All this looks only at the row and at those before it, so batch boundaries cannot matter.
 *
 * Aggregates are taken in arrival order over all rows of the session, as if it had been one from the start: sums
 * that two sessions had when they merged could neither be added up without rounding differently, nor be trusted
 * not to have overflowed. So a session keeps the arguments of its aggregates, row by row, and aggregates
 * them when it closes. State, then: for each row of an open session a number for its arrival and one for each
 * argument; a row costs no more than to note them, and the record that closes a session pays for its aggregation.
 * A closed session is forgotten with its key. The rows' event time is the session's last microsecond.
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
  // The first sessions may have closed by then. How long sessions get, only the records know.
  horizonMicros: (node) => node.gapMicros,
  compile(node, writer, consume) {
    const sessions = writer.state(new Sessions(node, node.gapMicros, writer.dictionary));
    writer.callback(`${sessions}.emit`, 'key, accumulators, slot, start, end', () =>
      consume(windowedRow(node, { key: (index) => `key[${index}]`, accumulators: 'accumulators' })),
    );
    return [
      (row) => {
        const key = node.by.map((name) => storedValue(row.cells[name]));
        const notes = writer.variable(`${sessions}.at(${row.time}, [${key.join(', ')}])`);
        writer.block(`if (${notes} !== undefined)`, () => {
          writer.markAbsorbed();
          for (const cell of argumentCells(node.aggregates, row, writer)) {
            if (cell !== undefined)
              writer.line(`${notes}.push(${storedValue({ ...cell, value: `Number(${cell.value})` })});`);
          }
        });
        writer.block('else', () => writer.markLate());
      },
    ];
  },
};
