import { isNullable, isOfSpec, type ColumnSpec, type Schema } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { checkSchema } from '../pipeline/schema.ts';
import { isPlain, shownValue } from '../pipeline/shown-value.ts';
import type { CellCode, Operator } from './operator.ts';
import { callUserFunction, checkFunction, placesOf, plainRow, type PlaceOf, type PlainRow } from './user-function.ts';

/**
 * Emits, for each row, the row that a user's function makes of it: only the declared columns, each checked against its
 * type. The row keeps its event time. Only `local` and `node` can run it. No state. The function must depend on nothing
 * but its row, so that batch boundaries cannot matter.
 */
export interface MapNode extends PlanNode {
  readonly kind: 'map';
  readonly input: PlanNode;
  readonly with: (row: PlainRow) => PlainRow;
}

export function mapNode(input: PlanNode, schema: Schema, map: (row: PlainRow) => PlainRow): MapNode {
  checkSchema(schema);
  checkFunction('map()', map);
  return Object.freeze({ kind: 'map', schema: Object.freeze({ ...schema }), input, with: map });
}

export const map: Operator<MapNode> = {
  kind: 'map',
  compile({ input, schema, with: call }, writer, consume) {
    const { dictionary } = writer;
    const placeOf = placesOf('map()', writer.recordCount);
    const cellsOf = cellMaker(schema, dictionary, placeOf);
    const mapped = writer.parameter((row: PlainRow, cause: number) =>
      cellsOf(callUserFunction(placeOf, call, row, cause), cause),
    );
    return [
      (row) => {
        const values = writer.variable(`${mapped}(${plainRow(row, input.schema, writer)}, cause)`);
        const cells = Object.entries(schema).map(([name, spec], index): [string, CellCode] => {
          const value = `${values}[${index}]`;
          return [name, { value, isNull: isNullable(spec) ? `(${value} === null)` : undefined, spec }];
        });
        consume({ cells: Object.fromEntries(cells), time: row.time });
      },
    ];
  },
};

/** Makes the cells of the rows that the function returns, with texts as codes. */
function cellMaker(schema: Schema, dictionary: Dictionary, placeOf: PlaceOf) {
  const columns = Object.entries(schema);
  return (row: PlainRow, cause: number): (number | boolean | null)[] =>
    columns.map(([name, spec]) => {
      const value: unknown = isInherited(row, name) ? undefined : (row as PlainRow | undefined)?.[name];
      if (!isOfSpec(value, spec)) throw refused(row, name, spec, value, placeOf(cause));
      if (typeof value === 'string') return dictionary.encode(value);
      // Adding 0 turns −0 into 0, so that equal values have equal bits.
      return typeof value === 'number' ? value + 0 : value;
    });
}

/** Whether the row has this property only as every object has: `toString`, for example. */
function isInherited(row: unknown, name: string): boolean {
  return name in Object.prototype && !Object.hasOwn(Object(row) as object, name);
}

/** Of a whole number that is no exact one. */
function rangeOf(value: unknown): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? ', and integers end below 2^53' : '';
}

function refused(row: unknown, name: string, spec: ColumnSpec, value: unknown, where: string): StreamBenchError {
  const given = value === undefined ? 'nothing' : shownValue(value);
  const what = isPlain(row)
    ? `the function gave ${given} for column '${name}', which is ${spec}${rangeOf(value)}`
    : `the function returned ${shownValue(row)}, and not an object with the columns of the schema`;
  return new StreamBenchError({ kind: 'input', what, where });
}
