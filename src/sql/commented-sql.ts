import type { OperatorNode } from '../operators/index.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { DialectName } from './dialect.ts';
import { writeSql } from './write-sql.ts';

/** What somebody who runs the SQL has to know; where the answer can differ from the plan's, how. */
const notes: Readonly<Record<DialectName, readonly string[]>> = {
  duckdb: [
    "The table 'records' holds the records in their order of arrival: 0, 1, 2, … The query gives the answer of the finished stream, late records left out as the plan says.",
  ],
  spark: [
    "The view 'records' is a streaming DataFrame, on which the watermark is declared as said below. Run with spark.sql.session.timeZone=UTC, in output mode append.",
    'The watermark moves with each micro-batch, and not with each record: the answer is that of the plan where no record is late, but rows come later, and a late record counts as long as its batch has not moved the watermark.',
  ],
  flink: [
    'Each table needs a WITH clause that says where its rows are.',
    'The watermark moves every pipeline.auto-watermark-interval, and not with each record: the answer is that of the plan where no record is late, but a late record may still count. Event time has milliseconds, and NaN does not equal itself.',
  ],
};

/** The same for operators that mean something else in an engine's streams. */
const operatorNotes: Readonly<Record<DialectName, Partial<Readonly<Record<OperatorNode['kind'], string>>>>> = {
  duckdb: {},
  spark: {
    latest:
      'The query gives each change of the table of latest(): whatever takes the rows must replace those of the same key.',
  },
  flink: {
    latest:
      'The query gives each change of the table of latest(): whatever takes the rows must replace those of the same key.',
    'as-of-join':
      'The as-of join waits for the watermark: a left row matches also a right row that arrives after it, if that happened no later. In the plan it matches only what has arrived.',
  },
};

/** The statements of a plan, each with a semicolon, behind comments of at most `width` columns. Throws where the plan has no such SQL. */
export function commentedSql(plan: PlanNode, dialect: DialectName, width: number): string {
  const { records, tables, query } = writeSql(plan, dialect);
  const ofOperators = Object.entries(operatorNotes[dialect]).flatMap(([kind, note]) =>
    hasKind(plan, kind) ? [note] : [],
  );
  const comments = [...notes[dialect], ...ofOperators].flatMap((note) => comment(note, width));
  // In Spark the records are declared in a program.
  const declaration = dialect === 'spark' ? `-- ${records}` : `${records};`;
  return `${[comments.join('\n'), declaration, ...tables.map(({ statement }) => `${statement};`), `${query};`].join('\n\n')}\n`;
}

function hasKind(plan: PlanNode, kind: string): boolean {
  return plan.kind === kind || inputsOf(plan).some((input) => hasKind(input, kind));
}

function comment(text: string, width: number): string[] {
  const lines = ['--'];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`;
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(`-- ${word}`);
  }
  return lines;
}
