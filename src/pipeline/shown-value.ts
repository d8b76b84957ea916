import { inspect } from 'node:util';

/** The key under which objects of this package say in a few words what they are, for error messages. */
export const inWords: unique symbol = Symbol('in words');

/**
 * To be inherited by such objects: `console.log` shows them in the same words. Its type names nothing of Node, whose
 * types users may not have.
 */
export const inConsole: object = {
  [inspect.custom](this: { readonly [inWords]: string }): string {
    return this[inWords];
  },
};

/** In characters. */
const longest = 80;

/** A value that a user gave, in one line. */
export function shownValue(value: unknown): string {
  if (isObject(value) && inWords in value) return String(value[inWords]);
  if (typeof value === 'function') return value.name === '' ? 'a function' : `the function ${value.name}`;
  if (value instanceof Promise) return 'a promise';
  const text = inspect(value, {
    depth: 0,
    breakLength: Infinity,
    maxStringLength: 40,
    maxArrayLength: 5,
    compact: true,
  });
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** Whether it is an object of names and values, as people write options: no list, and nothing that was built. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !(inWords in value) && Object.prototype.toString.call(value) === '[object Object]';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
