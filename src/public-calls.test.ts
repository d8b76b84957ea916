import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StreamBenchError } from './errors.ts';
import { callsByOwner, foreign, type ForeignKind, type PublicCall } from './public-calls.test-program.ts';

const calls = callsByOwner.flatMap((owner) => Object.entries(owner.calls));
const kinds = Object.keys(foreign) as ForeignKind[];

test('the table has every function that users can import, and every method of what those return', () => {
  for (const { owner, calls: own, bare } of callsByOwner) {
    const values = Object.entries(Object.getOwnPropertyDescriptors(owner));
    const functions = values.filter(([, { value }]) => typeof value === 'function').map(([name]) => name);
    const ofUsers = functions.filter((name) => name !== 'constructor' && name !== 'unusedProblem');
    const inTable = [...Object.keys(own).filter((name) => !name.includes(',')), ...bare];
    expect(inTable.sort()).toEqual(ofUsers.sort());
  }
});

/** What is said of a call; undefined if it is taken. Anything but a StreamBenchError fails the test. */
function answerTo({ call }: PublicCall, given: unknown): string | undefined {
  try {
    call(given as never);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(StreamBenchError);
    return (error as StreamBenchError).message;
  }
}

function nameOf(typed: string, { name = typed }: PublicCall): string {
  return `${name}()`;
}

/** An operand has no name of its own. What is wrong in its type only is told with all types: "add() takes …". */
function namesArgument(argument: string): RegExp {
  return new RegExp(argument === 'argument' ? '^the argument of | takes ' : `'${argument}'| takes `);
}

describe.each(calls)('%s', (typed, call) => {
  test('is taken as it is in the table', () => {
    expect(answerTo(call, call.given)).toBeUndefined();
  });

  test.each(Object.keys(call.given))('names itself and its argument where %s is wrong', (argument) => {
    for (const kind of kinds) {
      if (call.alsoTakes?.[argument]?.includes(kind)) continue;
      const answer = answerTo(call, { ...call.given, [argument]: foreign[kind] });
      expect(answer, kind).toContain(nameOf(typed, call));
      expect(answer, kind).toMatch(namesArgument(argument));
    }
  });
});

/** Functions of users may fail as they like. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.constantFrom(...Object.values(foreign)),
  fc.constantFrom(
    Symbol.iterator,
    new Proxy({}, {}),
    Object.create(null),
    class Foreign {
      readonly value = 5;
    },
    /foreign/,
    new Error('foreign'),
  ),
);

test.each(calls)('%s takes anything, or refuses it with an error for users', (_, call) => {
  const names = fc.subarray(Object.keys(call.given), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.array(anything, { minLength: 3, maxLength: 3 }), (changed, values) => {
      answerTo(call, { ...call.given, ...Object.fromEntries(changed.map((name, index) => [name, values[index % 3]])) });
    }),
    { numRuns: 50 },
  );
});

describe.each(calls.filter(([, { hasOptions }]) => hasOptions))('%s', (typed, call) => {
  test('refuses an option that it does not have, and suggests the one that was meant', () => {
    for (const option of Object.keys(call.given).filter(({ length }) => length > 3)) {
      const misspelt = option.slice(0, -1);
      const answer = answerTo(call, { ...call.given, [misspelt]: 5 });
      expect(answer).toBe(`${nameOf(typed, call)} has no option '${misspelt}'\nDid you mean '${option}'?`);
    }
    expect(answerTo(call, { ...call.given, entirelyElse: 5 })).toMatch(/no option 'entirelyElse'\nIts options are /);
  });

  test('refuses everything in place of its options', () => {
    for (const kind of kinds.filter((name) => name !== 'object'))
      expect(answerTo(call, foreign[kind]), kind).toContain(`${nameOf(typed, call)} takes an object of options`);
  });

  test('names what is missing', () => {
    expect(answerTo(call, {})).toMatch(/^\w+\(\) needs '\w+': /);
  });
});
