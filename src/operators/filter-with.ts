import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { shownValue } from '../pipeline/shown-value.ts';
import type { Operator } from './operator.ts';
import { callUserFunction, checkFunction, placesOf, plainRow, type PlainRow } from './user-function.ts';

/**
 * Keeps the rows for which a user's function returns true. Only `local` and `node` can run it. No state. The function
 * must depend on nothing but its row, so that batch boundaries cannot matter.
 */
export interface FilterWithNode extends PlanNode {
  readonly kind: 'filter-with';
  readonly input: PlanNode;
  readonly predicate: (row: PlainRow) => boolean;
}

export function filterWithNode(input: PlanNode, predicate: (row: PlainRow) => boolean): FilterWithNode {
  checkFunction('filterWith()', predicate);
  return Object.freeze({ kind: 'filter-with', schema: input.schema, input, predicate });
}

export const filterWith: Operator<FilterWithNode> = {
  kind: 'filter-with',
  compile({ schema, predicate }, writer, consume) {
    const placeOf = placesOf('filterWith()', writer.recordCount);
    const keeps = writer.parameter((row: PlainRow, cause: number): boolean => {
      const returned: unknown = callUserFunction(placeOf, predicate, row, cause);
      if (typeof returned !== 'boolean') throw refused(returned, placeOf(cause));
      return returned;
    });
    return [(row) => writer.block(`if (${keeps}(${plainRow(row, schema, writer)}, cause))`, () => consume(row))];
  },
};

function refused(returned: unknown, where: string): StreamBenchError {
  const what = `the function returned ${shownValue(returned)}, which is neither true nor false`;
  return new StreamBenchError({ kind: 'input', what, where });
}
