import { isNullable, specOf, typeOf, type ColumnSpec } from '../../columns/column-type.ts';
import { StreamBenchError } from '../../errors.ts';
import { arithmeticFunctions } from './arithmetic.ts';
import { comparisonFunctions } from './comparison.ts';
import { conditionalFunctions } from './conditional.ts';
import { logicFunctions } from './logic.ts';
import type { Signature } from './signature.ts';
import { textFunctions } from './text.ts';
import { timeFunctions } from './time.ts';

/** Every function of expressions with its types. What each computes is in compile/ and, as SQL, in sql/. */
export const functions = {
  ...arithmeticFunctions,
  ...comparisonFunctions,
  ...logicFunctions,
  ...conditionalFunctions,
  ...textFunctions,
  ...timeFunctions,
} as const satisfies Record<string, Signature>;

export type FunctionName = keyof typeof functions;

/**
 * The spec of a call's value. Throws if the function does not take such arguments.
 *
 * @param typed the name that users typed, if it is another one
 */
export function resultSpec(name: FunctionName, specs: readonly ColumnSpec[], typed: string = name): ColumnSpec {
  const { result, nullable, takes }: Signature = functions[name];
  const type = result(specs.map(typeOf));
  if (type === undefined) {
    throw new StreamBenchError({ kind: 'input', what: `${typed}() takes ${takes}, not ${specs.join(' and ')}` });
  }
  return specOf(type, nullable(specs.map(isNullable)));
}
