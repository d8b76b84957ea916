import type { OperatorNode } from '../operators/index.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { DialectName } from './dialect.ts';
import { writeSql } from './write-sql.ts';

/** What a user has to know to run the SQL, and how its answer may differ from the plan's. */
const notes: Readonly<Record<DialectName, readonly string[]>> = {
  duckdb: [
    "Column 'arrival' of the table 'records' numbers the records from 0 in order of arrival. The query gives the " +
      'answer of the finished stream, without late records.',
  ],
  spark: [
    "The view 'records' is a streaming DataFrame with a watermark, as declared below. Run with " +
      'spark.sql.session.timeZone=UTC, in output mode append; a plan that ends in groupBy(), in update.',
    'The watermark moves with each micro-batch, and not with each record. If no record is late, the answer is that ' +
      'of the plan, but rows come later. A late record counts until a batch has moved the watermark past it.',
  ],
  flink: [
    'Each table needs a WITH clause that says where its rows are; that of a static table, a connector that can look ' +
      'up rows by a key.',
    'The watermark moves every pipeline.auto-watermark-interval, and not with each record. If no record is late, the ' +
      'answer is that of the plan, but a late record may still count. Event time is in milliseconds, and NaN does ' +
      'not equal itself.',
  ],
};

const tableNote = (name: string): string =>
  `The query gives each change to the table of ${name}(): its consumer must replace rows that have the same key.`;

const sessionNote =
  'A session takes rows up to its end, as in the plan. But it closes as soon as the watermark has reached its end: ' +
  'a row exactly at the end that comes after that begins a new session. In the plan it belongs to the session.';

/** The same for operators that differ in an engine's streams. */
const operatorNotes: Readonly<Record<DialectName, Partial<Readonly<Record<OperatorNode['kind'], string>>>>> = {
  duckdb: {},
  spark: { latest: tableNote('latest'), 'group-by': tableNote('groupBy'), 'session-window': sessionNote },
  flink: {
    latest: tableNote('latest'),
    'group-by': tableNote('groupBy'),
    'session-window': `${sessionNote} The bounds of a session are cut to whole milliseconds.`,
    'as-of-join':
      'The as-of join waits for the watermark: a left row also matches a right row that arrives after it, if its ' +
      'event time is not later. In the plan it matches only rows that have arrived.',
  },
};

/**
 * The statements of a plan, each with a semicolon, after comments of at most `width` columns. Throws if the plan has no
 * SQL in this dialect.
 */
export function commentedSql(plan: PlanNode, dialect: DialectName, width: number): string {
  const { records, tables, query } = writeSql(plan, dialect);
  const ofOperators = Object.entries(operatorNotes[dialect]).flatMap(([kind, note]) =>
    hasKind(plan, kind) ? [note] : [],
  );
  const comments = [...notes[dialect], ...ofOperators].flatMap((note) => comment(note, width));
  // In Spark the records are declared by a program and not in SQL.
  const declaration = dialect === 'spark' ? `-- ${records}` : `${records};`;
  const statements = [...tables.map(({ statement }) => statement), query].map((statement) => `${statement};`);
  return `${[comments.join('\n'), declaration, ...statements].join('\n\n')}\n`;
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
