import { typeOf, type ColumnSpec, type Value } from '../columns/column-type.ts';
import type { AggregateNode } from '../operators/aggregates/index.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { FunctionName } from '../pipeline/functions/index.ts';
import { sourceOf, type PlanNode, type SourceNode } from '../pipeline/plan-node.ts';
import { writtenSize } from '../pipeline/shared-expressions.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import { aggregateSql } from './aggregates.ts';
import { literalSql, type Dialect } from './dialect.ts';
import { callSql } from './functions/index.ts';
import { atom, type ValueSql } from './functions/value-sql.ts';
import { refuse } from './refusal.ts';
import { commaSeparated, filled, indent, select, type Lines } from './select.ts';

type CallNode = Extract<ExpressionNode, { kind: 'call' }>;
type LiteralNode = Extract<ExpressionNode, { kind: 'literal' }>;

/** A static table of a plan, as the SQL needs it. */
export interface SqlTable {
  readonly name: string;
  /** For DuckDB and Spark a view with all rows; for Flink the DDL of a table, whose connector must look up the rows. */
  readonly statement: string;
  readonly table: StaticTable;
}

const lineWidth = 76;
/** Nodes of one expression. SQL has no name for a part that an expression has twice. */
const largestExpression = 10_000;

interface NamedSelect {
  readonly name: string;
  readonly select: Lines;
}

/** Collects the SQL of one plan: the named SELECTs of the operators, and the statements to run before them. */
export class SqlWriter {
  readonly dialect: Dialect;
  readonly plan: PlanNode;
  readonly source: SourceNode;
  /** The SELECTs so far. Each reads only those before it. */
  readonly selects: NamedSelect[] = [];
  /** The plan's static tables, in order. */
  readonly tables: SqlTable[] = [];

  /** Whether an operator reads event time. If not, no watermark is needed. */
  readsEventTime = false;
  readonly #names = new Map<PlanNode, string>();
  readonly #timedNames = new Map<PlanNode, string>();

  /** For Spark: whether static tables are maps within expressions, and not views that are joined. */
  readonly hasTableMaps: boolean;

  constructor(dialect: Dialect, plan: PlanNode, hasTableMaps = false) {
    this.dialect = dialect;
    this.plan = plan;
    this.hasTableMaps = hasTableMaps;
    this.source = sourceOf(plan);
  }

  /** Adds a SELECT under a name made of these words. Returns the name. */
  with(words: string, lines: Lines): string {
    const name = `${words.replaceAll('-', '_')}_${this.selects.length}`;
    this.selects.push({ name, select: lines });
    return name;
  }

  /** The name that `write` returned for this node, or returns now if the node is new. */
  onceFor(node: PlanNode, timed: boolean, write: () => string): string {
    const names = timed ? this.#timedNames : this.#names;
    const name = names.get(node) ?? write();
    names.set(node, name);
    return name;
  }

  /** As `with`, but adds a name only once. */
  once(name: string, lines: () => Lines): string {
    if (!this.selects.some((known) => known.name === name)) this.selects.push({ name, select: lines() });
    return name;
  }

  name(column: string): string {
    return this.dialect.quoteName(column);
  }

  /** Quoted names. `table` names the table of the columns if the SELECT has several tables. */
  names(columns: readonly string[], table?: string): string[] {
    return columns.map((column) => `${prefixOf(table)}${this.name(column)}`);
  }

  interval(micros: number): string {
    return this.dialect.interval(micros);
  }

  /** The SQL of a value. `table` names the table of its columns if the SELECT has several tables. */
  expression(node: ExpressionNode, table?: string): string {
    const size = writtenSize(node);
    if (size > largestExpression)
      refuse(
        `one of its expressions has ${size.toLocaleString('en')} parts when what it shares is written out ` +
          `(at most ${largestExpression.toLocaleString('en')}): put the shared part into a column with project()`,
      );
    return this.#value(node, table).text;
  }

  /** `… AS name` for each aggregate. `over` is the frame of running aggregates. */
  aggregates(aggregates: Readonly<Record<string, AggregateNode>>, over = ''): string[] {
    return Object.entries(aggregates).map(([name, node]) => {
      const value = aggregateSql(
        node,
        node.argument && this.expression(node.argument),
        over === '' ? '' : ` OVER ${over}`,
        this.dialect.name,
      );
      return `${value} AS ${this.name(name)}`;
    });
  }

  /** A view of a static table's rows. Returns its name. */
  view(table: StaticTable): string {
    const { schema, rows } = table;
    const entries = Object.entries(schema);
    const columns = entries.map(
      ([column, spec], index) => `CAST(c${index} AS ${this.dialect.types[typeOf(spec)]}) AS ${this.name(column)}`,
    );
    const values = rows.map((row) => `(${entries.map(([column, spec]) => this.#cell(row[column], spec)).join(', ')})`);
    const aliases = entries.map((_, index) => `c${index}`).join(', ');
    // VALUES cannot be empty.
    const none = `(SELECT ${entries.map((_, index) => `NULL AS c${index}`).join(', ')}) AS v`;
    const from = rows.length === 0 ? none : ['(VALUES', ...indent(filled(values, lineWidth)), `) AS v(${aliases})`];
    return this.#table(table, (name) => [
      `CREATE TEMPORARY VIEW ${name} AS`,
      ...select({ columns, from, ...(rows.length === 0 && { where: 'FALSE' }) }),
    ]);
  }

  /** For Flink: a table that its connector looks up by the key. Returns its name. */
  lookupTable(table: StaticTable): string {
    const { schema, key } = table;
    const columns = [
      ...Object.entries(schema).map(([column, spec]) => `${this.name(column)} ${this.dialect.types[typeOf(spec)]}`),
      `PRIMARY KEY (${this.name(key)}) NOT ENFORCED`,
    ];
    return this.#table(table, (name) => [`CREATE TEMPORARY TABLE ${name} (`, ...indent(commaSeparated(columns)), ')']);
  }

  /** For Spark: a map from the key of a static table to a struct of its other columns. */
  map({ schema, key, rows }: StaticTable): string {
    const added = Object.entries(schema).filter(([column]) => column !== key);
    const entries = rows.map((row) => {
      const members = added.map(
        ([column, spec]) => `${this.dialect.quoteText(column)}, ${literalSql(row[column], spec, this.dialect)}`,
      );
      return `${literalSql(row[key], schema[key], this.dialect)}, named_struct(${members.join(', ')})`;
    });
    if (entries.length > 0) return `map(${entries.join(', ')})`;
    const types = added.map(([column, spec]) => `${this.name(column)}: ${this.dialect.types[typeOf(spec)]}`);
    return `CAST(map() AS MAP<${this.dialect.types[typeOf(schema[key])]}, STRUCT<${types.join(', ')}>>)`;
  }

  #table(table: StaticTable, statement: (name: string) => Lines): string {
    const name = `table_${this.tables.length + 1}`;
    this.tables.push({ name, table, statement: statement(name).join('\n') });
    return name;
  }

  #cell(value: Value, spec: ColumnSpec): string {
    return typeOf(spec) === 'integer' && value !== null ? String(value) : literalSql(value, spec, this.dialect);
  }

  #value(node: ExpressionNode, table: string | undefined): ValueSql {
    switch (node.kind) {
      case 'column':
        return { text: `${prefixOf(table)}${this.name(node.name)}`, atomic: true };
      case 'literal':
        return { text: literalSql(node.value, node.spec, this.dialect), atomic: true };
      case 'call': {
        const args = node.arguments.map((argument) =>
          takesType(argument, node) ? atom(String(argument.value)) : this.#value(argument, table),
        );
        return callSql(node.function, this.dialect, args, node.arguments);
      }
    }
  }
}

function prefixOf(table: string | undefined): string {
  return table === undefined ? '' : `${table}.`;
}

/** Functions whose whole-number literals take the type of the other argument. */
const convert: readonly FunctionName[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'remainder',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
];

/** Whether the argument is a whole number that takes its type from another argument, so that SQL need not state it. */
function takesType(argument: ExpressionNode, { function: name, arguments: all }: CallNode): argument is LiteralNode {
  const isWhole = argument.kind === 'literal' && typeOf(argument.spec) === 'integer';
  return isWhole && convert.includes(name) && all.some(({ kind }) => kind !== 'literal');
}
