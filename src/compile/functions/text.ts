import type { Dictionary } from '../../columns/dictionary.ts';
import type { CellCode } from '../../operators/operator.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { textFunctions } from '../../pipeline/functions/text.ts';
import type { Implementation, Scope } from './implementation.ts';

/**
 * Computed texts enter the dictionary, which keeps each distinct text until the end of the unit. A function of one text
 * adds at most one for each existing text. A concat of several columns may add one for each record, up to the limit of
 * the dictionary.
 */
export const text: Readonly<Record<keyof typeof textFunctions, Implementation>> = {
  lower: ofText(() => (each) => each.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  upper: ofText(() => (each) => each.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  trim: ofText(() => withoutOuterSpaces),
  length: ofText(() => (each) => Array.from(each).length),
  substring: ofText((_, start, length) => {
    const from = (literalOf(start) as number) - 1;
    const to = from + (literalOf(length) as number);
    return (each) => Array.from(each).slice(from, to).join('');
  }),
  splitPart: ofText(
    (_, separator, part) => (each) => each.split(literalOf(separator) as string)[(literalOf(part) as number) - 1] ?? '',
  ),
  concat: (args, scope) => ({
    value: `${dictionaryIn(scope)}.encode(${args.map((argument) => decoded(argument, scope)).join(' + ')})`,
  }),
  startsWith: test('startsWith'),
  endsWith: test('endsWith'),
  contains: test('includes'),
};

/** A function of one text and of literals. It is computed once for each text of the dictionary. */
function ofText(
  functionOf: (...nodes: readonly ExpressionNode[]) => (text: string) => string | number,
): Implementation {
  return ([argument], scope, nodes) => ({
    value: `${scope.parameter(remembering(functionOf(...nodes), scope.dictionary))}(${argument.value})`,
  });
}

/** The function from a text's code to the result, with results remembered. A resulting text is given as its code. */
function remembering(compute: (text: string) => string | number, dictionary: Dictionary): (code: number) => number {
  const unknown = -1;
  let results = new Int32Array(64).fill(unknown);
  return (code) => {
    if (code >= results.length) {
      const larger = new Int32Array(2 ** Math.ceil(Math.log2(code + 1))).fill(unknown);
      larger.set(results);
      results = larger;
    }
    if (results[code] === unknown) {
      const result = compute(dictionary.decode(code));
      results[code] = typeof result === 'string' ? dictionary.encode(result) : result;
    }
    return results[code];
  };
}

function test(method: 'startsWith' | 'endsWith' | 'includes'): Implementation {
  return ([left, right], scope) => ({ value: `${decoded(left, scope)}.${method}(${decoded(right, scope)})` });
}

function withoutOuterSpaces(each: string): string {
  let from = 0;
  let to = each.length;
  while (from < to && each[from] === ' ') from++;
  while (to > from && each[to - 1] === ' ') to--;
  return each.slice(from, to);
}

function decoded({ value }: CellCode, scope: Scope): string {
  return `${dictionaryIn(scope)}.decode(${value})`;
}

function dictionaryIn(scope: Scope): string {
  return scope.parameter(scope.dictionary);
}

function literalOf(node: ExpressionNode): unknown {
  if (node.kind !== 'literal') throw new TypeError(`a literal is needed here, not a ${node.kind}`);
  return node.value;
}
