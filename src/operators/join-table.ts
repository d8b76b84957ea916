import { isNullable, specOf, typeOf, type Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/row.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import type { CellCode, CodeWriter, Operator } from './operator.ts';

/**
 * Adds to each row the columns of the row of a static table whose key equals the row's `on` column. A null has no
 * match. `inner` drops rows without a match, `left` keeps them with nulls. The table never changes and is the same for
 * every executor, so batch boundaries cannot matter.
 */
export interface JoinTableNode extends PlanNode {
  readonly kind: 'join-table';
  readonly input: PlanNode;
  readonly table: StaticTable;
  readonly on: string;
  readonly type: 'inner' | 'left';
}

export function joinTableNode(input: PlanNode, table: StaticTable, on: string, type: 'inner' | 'left'): JoinTableNode {
  checkColumn(input.schema, on);
  const { key } = table;
  const [spec, keySpec] = [input.schema[on], table.schema[key]];
  if (typeOf(spec) !== typeOf(keySpec)) {
    throw new StreamBenchError({
      kind: 'input',
      what: `join() cannot match column '${on}' (${spec}) with the table's key '${key}' (${keySpec})`,
    });
  }
  return Object.freeze({ kind: 'join-table', schema: joinedSchema(input.schema, table, type), input, table, on, type });
}

function joinedSchema(input: Schema, table: StaticTable, type: 'inner' | 'left'): Schema {
  const schema = { ...input };
  for (const [name, spec] of addedColumns(table)) {
    if (Object.hasOwn(input, name)) {
      throw new StreamBenchError({
        kind: 'input',
        what: `join() would make a second column '${name}'`,
        remedy: 'Rename it in the table.',
      });
    }
    schema[name] = specOf(typeOf(spec), type === 'left' || isNullable(spec));
  }
  return Object.freeze(schema);
}

function addedColumns({ schema, key }: StaticTable): [string, Schema[string]][] {
  return Object.entries(schema).filter(([name]) => name !== key);
}

export const joinTable: Operator<JoinTableNode> = {
  kind: 'join-table',
  compile(node, writer, consume) {
    const lookup = new TableLookup(node.table, writer.dictionary);
    const table = writer.parameter(lookup);
    return [
      (row) => {
        const on = row.cells[node.on];
        const index = `${table}.find(${on.value})`;
        const match = writer.variable(on.isNull === undefined ? index : `(${on.isNull} ? -1 : ${index})`);
        const joined = { cells: { ...row.cells, ...tableCells(node, lookup, match, writer) }, time: row.time };
        if (node.type === 'left') consume(joined);
        else writer.block(`if (${match} >= 0)`, () => consume(joined));
      },
    ];
  },
};

function tableCells(
  node: JoinTableNode,
  lookup: TableLookup,
  match: string,
  writer: CodeWriter,
): Record<string, CellCode> {
  const cells: Record<string, CellCode> = {};
  for (const [name] of addedColumns(node.table)) {
    const { values, nulls } = lookup.rows.column(name);
    const noMatch = node.type === 'left' ? [`${match} < 0`] : [];
    const nullCell = nulls === undefined ? [] : [`${writer.parameter(nulls)}[${match}] === 1`];
    const isNull = [...noMatch, ...nullCell].join(' || ');
    const spec = node.schema[name];
    const cell = `${writer.parameter(values)}[${match}]`;
    cells[name] = {
      value: typeOf(spec) === 'boolean' ? `(${cell} === 1)` : cell,
      isNull: isNull === '' ? undefined : `(${isNull})`,
      spec,
    };
  }
  return cells;
}

/** The static table as columns, with an index by key. */
class TableLookup {
  readonly rows: Table;
  readonly #rowByKey = new Map<number | boolean, number>();

  constructor({ schema, key, rows }: StaticTable, dictionary: Dictionary) {
    this.rows = new Table(schema, dictionary, rows.length);
    const names = Object.keys(schema);
    for (const row of rows) this.rows.append(names.map((name) => row[name]));
    const keys = this.rows.column(key);
    for (let row = 0; row < this.rows.length; row++) {
      const cell = keys.values[row];
      this.#rowByKey.set(keys.type === 'boolean' ? cell === 1 : cell, row);
    }
  }

  /** The row with this key, or -1. */
  find(key: number | boolean): number {
    return this.#rowByKey.get(key) ?? -1;
  }
}
