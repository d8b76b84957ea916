import type { Schema } from '../columns/column-type.ts';
import { StreamBenchError } from '../errors.ts';
import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import type { Dialect, DialectName } from './dialect.ts';
import { duckdb } from './duckdb.ts';
import { flink } from './flink.ts';
import { operatorSqlOf } from './operators/index.ts';
import { flinkEventTime, recordsSql } from './records.ts';
import { refuse, SqlRefusal } from './refusal.ts';
import { indent, select, type Lines } from './select.ts';
import { spark } from './spark.ts';
import { SqlWriter, type SqlTable } from './sql-writer.ts';

const dialects: Readonly<Record<DialectName, Dialect>> = { duckdb, spark, flink };

/** A plan in the SQL of an engine. */
export interface Sql {
  /** Declares the table `records`: DDL, or for Spark the call on the DataFrame that declares the watermark. */
  readonly records: string;
  /** For Flink: the columns of `records` that declare its event time; empty where the query reads none. */
  readonly eventTime: readonly string[];
  /** The static tables, to be created before the query runs. */
  readonly tables: readonly SqlTable[];
  /** One SELECT of the answer's rows, in DuckDB in their order. */
  readonly query: string;
}

/** A node of a plan that has no SQL in a dialect, and why. */
export interface RefusedNode {
  readonly node: PlanNode;
  readonly reason: string;
}

/**
 * Throws if a node of the plan has no SQL of the same meaning in this dialect.
 *
 * @param hasTableMaps for Spark's continuous mode: static tables are maps, and joins with them projections
 */
export function writeSql(plan: PlanNode, dialectName: DialectName, { hasTableMaps = false } = {}): Sql {
  const { sql, refusals } = write(plan, dialects[dialectName], hasTableMaps);
  if (refusals.length === 0) return sql;
  const [{ node, reason }] = refusals;
  throw new StreamBenchError({
    kind: 'input',
    what: `the plan cannot be written in the SQL of ${dialects[dialectName].title}: ${reason}`,
    where: node.kind,
  });
}

/** All nodes of the plan without SQL in this dialect, inputs first. */
export function sqlRefusals(plan: PlanNode, dialectName: DialectName): readonly RefusedNode[] {
  return write(plan, dialects[dialectName]).refusals;
}

interface Written {
  readonly sql: Sql;
  readonly refusals: readonly RefusedNode[];
}

function write(plan: PlanNode, dialect: Dialect, hasTableMaps = false): Written {
  const writer = new SqlWriter(dialect, plan, hasTableMaps);
  const refusals: RefusedNode[] = [];
  const last = writeNode(plan, writer, false, refusals);
  const query = attempt(() => answer(plan, last, writer), plan, refusals) ?? [];
  const records = attempt(() => recordsSql(writer), writer.source, refusals) ?? [];
  const eventTime = attempt(() => (dialect.name === 'flink' ? flinkEventTime(writer) : []), plan, []) ?? [];
  return {
    sql: { records: records.join('\n'), eventTime, tables: writer.tables, query: query.join('\n') },
    refusals,
  };
}

function answer(plan: PlanNode, last: string, writer: SqlWriter): Lines {
  const { name } = writer.dialect;
  const ordered = name === 'duckdb' ? { orderBy: ['row_order'] } : {};
  const rows = select({ columns: writer.names(Object.keys(plan.schema)), from: last, ...ordered });
  return name === 'spark' && mayBeContinuous(plan, writer) ? nested(writer, rows) : [...withClause(writer), ...rows];
}

/** Whether a plan consists of what Spark's continuous mode knows. That mode refuses WITH. */
function mayBeContinuous(plan: PlanNode, writer: SqlWriter): boolean {
  const { kind } = plan;
  const isKnown =
    ['source', 'filter', 'project', 'latest'].includes(kind) || (kind === 'join-table' && writer.hasTableMaps);
  return isKnown && inputsOf(plan).every((input) => mayBeContinuous(input, writer));
}

/** The named SELECTs of such a plan within each other: each is read by the next one alone. */
function nested({ selects }: SqlWriter, rows: Lines): Lines {
  const readers = [...selects.slice(1).map(({ select: lines }) => lines), rows];
  return selects.reduce<Lines>(
    (inner, { name }, index) =>
      readers[index].flatMap((line) =>
        line === `FROM ${name}` ? ['FROM (', ...indent(inner), `) AS ${name}`] : [line],
      ),
    selects[0]?.select ?? rows,
  );
}

/** Writes a node after its inputs. Returns the name of its SELECT. `timed`: whether a reader needs its event time. */
function writeNode(node: PlanNode, writer: SqlWriter, timed: boolean, refusals: RefusedNode[]): string {
  if (node.kind === 'source' && timed) writer.readsEventTime = true;
  if (node.kind === 'source' && writer.dialect.name !== 'duckdb') return recordsTable(node, writer, refusals);
  // Branches of a plan share the nodes that they have in common.
  return writer.onceFor(node, timed, () => writeNewNode(node, writer, timed, refusals));
}

/** The table of records, whose names are checked once, however many branches of a plan read it. */
function recordsTable(source: PlanNode, writer: SqlWriter, refusals: RefusedNode[]): string {
  return writer.onceFor(source, false, () => {
    attempt(() => checkNames(source.schema, writer.dialect), source, refusals);
    return 'records';
  });
}

function writeNewNode(node: PlanNode, writer: SqlWriter, timed: boolean, refusals: RefusedNode[]): string {
  const operator = operatorSqlOf(node);
  const carried = carriedColumns(writer.dialect, timed);
  const [input = '', other = ''] = inputsOf(node).map((each) =>
    writeNode(each, writer, timed || operator.readsEventTime.includes(writer.dialect.name), refusals),
  );
  const lines = attempt(
    () => {
      checkNames(node.schema, writer.dialect);
      return operator[writer.dialect.name](node, { input, other, writer, carried, isLast: node === writer.plan });
    },
    node,
    refusals,
  );
  return writer.with(node.kind, lines ?? []);
}

/** The columns that rows carry besides those of the plan: see each dialect's file. */
function carriedColumns({ name }: Dialect, timed: boolean): readonly string[] {
  if (name === 'duckdb') return ['row_cause', 'row_closing', 'row_order', 'row_time'];
  return timed ? ['row_time'] : [];
}

function attempt<Result>(work: () => Result, node: PlanNode, refusals: RefusedNode[]): Result | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SqlRefusal)) throw error;
    refusals.push({ node, reason: error.message });
    return undefined;
  }
}

function checkNames(schema: Schema, { ignoresCase, ownColumns }: Dialect): void {
  const same = (name: string): string => (ignoresCase ? name.toLowerCase() : name);
  const seen = new Set<string>();
  for (const name of Object.keys(schema)) {
    if (ownColumns.includes(same(name))) refuse(`its SQL needs the name '${name}' for a column of its own`);
    if (seen.has(same(name)))
      refuse(`it does not distinguish upper and lower case, so two columns are called '${name}'`);
    seen.add(same(name));
  }
}

function withClause({ selects }: SqlWriter): Lines {
  // A plan may consist of the source alone.
  if (selects.length === 0) return [];
  const parts = selects.flatMap(({ name, select: lines }, index) => [
    `${name} AS (`,
    ...indent(lines),
    index < selects.length - 1 ? '),' : ')',
  ]);
  return ['WITH', ...indent(parts)];
}
