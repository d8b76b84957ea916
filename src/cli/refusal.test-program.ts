import { expect } from 'vitest';

type ErrorClass = abstract new (...args: never) => Error;

/** Expects an error of this class whose message names all the facts: what is wrong, and what to write instead. */
export function expectRefusal(action: () => unknown, errorClass: ErrorClass, facts: readonly string[]): void {
  expect(action).toThrow(errorClass);
  for (const fact of facts) expect(action).toThrow(fact);
}
