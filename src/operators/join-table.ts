import { typeOf, type Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { Table } from '../columns/table.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import { CellMap } from './cell-map.ts';
import { joinedCells, joinedSchema, type JoinType } from './joined-columns.ts';
import type { Operator } from './operator.ts';
import { fixedCells } from './stored-row.ts';

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
  readonly type: JoinType;
}

export function joinTableNode(input: PlanNode, table: StaticTable, on: string, type: JoinType): JoinTableNode {
  checkColumn(input.schema, on);
  const { key } = table;
  const [spec, keySpec] = [input.schema[on], table.schema[key]];
  if (typeOf(spec) !== typeOf(keySpec)) {
    throw new StreamBenchError({
      kind: 'input',
      what: `join() cannot match column '${on}' (${spec}) with the table's key '${key}' (${keySpec})`,
    });
  }
  const schema = joinedSchema('join()', input.schema, addedSchema(table), type, 'Rename it in the table.');
  return Object.freeze({ kind: 'join-table', schema, input, table, on, type });
}

function addedSchema({ schema, key }: StaticTable): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== key));
}

export const joinTable: Operator<JoinTableNode> = {
  kind: 'join-table',
  compile(node, writer, consume) {
    const lookup = new TableLookup(node.table, writer.dictionary);
    const table = writer.parameter(lookup);
    const added = Object.keys(addedSchema(node.table));
    return [
      (row) => {
        const on = row.cells[node.on];
        const index = `${table}.find(${on.value})`;
        const match = writer.variable(on.isNull === undefined ? index : `(${on.isNull} ? -1 : ${index})`);
        const cells = joinedCells(added, fixedCells(lookup.rows, match, writer), match, node.type);
        const joined = { cells: { ...row.cells, ...cells }, time: row.time };
        if (node.type === 'left') consume(joined);
        else writer.block(`if (${match} >= 0)`, () => consume(joined));
      },
    ];
  },
};

/** The static table as columns, with an index by key. */
class TableLookup {
  readonly rows: Table;
  readonly #rowByKey = new CellMap<number>();

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
