import { typeOf } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkColumn } from '../pipeline/schema.ts';
import { withColumns } from './added-columns.ts';
import type { Operator } from './operator.ts';

/**
 * Splits a text at separators and emits one row for each part, with the part in a further column: SQL's
 * unnest(string_split(column, separator)) without the empty parts. Parts come in the order of the text, repeated ones
 * too. A null or a text without parts gives no row. No state, so batch boundaries cannot matter.
 */
export interface ExplodeNode extends PlanNode {
  readonly kind: 'explode';
  readonly input: PlanNode;
  readonly column: string;
  readonly into: string;
  readonly separator: string;
}

export function explodeNode(input: PlanNode, column: string, into: string, separator: string): ExplodeNode {
  checkColumn(input.schema, column);
  if (typeOf(input.schema[column]) !== 'text') {
    throw new StreamBenchError({
      kind: 'input',
      what: `explode() takes a text, but column '${column}' is ${input.schema[column]}`,
    });
  }
  // Half a surrogate pair would split other characters.
  if (separator === '' || !separator.isWellFormed()) {
    throw new StreamBenchError({ kind: 'input', what: 'explode() needs a separator of at least one character' });
  }
  const schema = withColumns('explode()', input.schema, { [into]: 'text' });
  return Object.freeze({ kind: 'explode', schema, input, column, into, separator });
}

export const explode: Operator<ExplodeNode> = {
  kind: 'explode',
  compile(node, writer, consume) {
    const parts = writer.parameter(partsOf(node.separator, writer.dictionary));
    return [
      (row) => {
        const { value, isNull } = row.cells[node.column];
        const list = writer.variable(`${isNull === undefined ? '' : `${isNull} ? [] : `}${parts}(${value})`);
        writer.block(`for (const each of ${list})`, () => {
          // A new name, because loops inside this one use `each` too.
          const part = writer.variable('each');
          consume({
            cells: { ...row.cells, [node.into]: { value: part, isNull: undefined, spec: 'text' } },
            time: row.time,
          });
        });
      },
    ];
  },
};

function partsOf(separator: string, dictionary: Dictionary): (code: number) => number[] {
  return (code) => {
    const parts = dictionary.decode(code).split(separator);
    return parts.filter((part) => part !== '').map((part) => dictionary.encode(part));
  };
}
