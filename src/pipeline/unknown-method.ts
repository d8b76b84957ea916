import { didYouMean, StreamBenchError } from '../errors.ts';
import { inConsole, inWords } from './shown-value.ts';

/** Names that JavaScript itself looks up, in `await` and in JSON. */
const lookedUp: readonly string[] = ['then', 'toJSON'];

/**
 * Makes a misspelt method of these objects an error with a suggestion, also in code that no type checker has seen.
 *
 * @param base the prototype that all of them have
 * @param remedy what to write where no method has a similar name
 */
export function refuseUnknownMethods(base: { readonly [inWords]: string }, remedy?: string): void {
  const beyond = new Proxy<object>(inConsole, {
    get(target, name, receiver: { readonly [inWords]: string }): unknown {
      if (typeof name === 'symbol' || name in target || lookedUp.includes(name)) return Reflect.get(target, name);
      const methods = methodsOf(receiver);
      throw new StreamBenchError({
        kind: 'input',
        what: `${receiver[inWords]} has no method '${name}'`,
        remedy: didYouMean(name, methods) ?? remedy ?? namesOf(methods),
      });
    },
  });
  Object.setPrototypeOf(base, beyond);
}

function namesOf(methods: readonly string[]): string {
  return methods.length === 0 ? 'It ends the pipeline: nothing follows it.' : `Its methods are ${methods.join(', ')}.`;
}

function methodsOf(built: object): readonly string[] {
  const prototype = Object.getPrototypeOf(built) as object | null;
  if (prototype === null || prototype === Object.prototype) return [];
  const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const methods = own.filter(([name, { value }]) => typeof value === 'function' && !notOfUsers.includes(name));
  return [...methods.map(([name]) => name), ...methodsOf(prototype)];
}

const notOfUsers: readonly string[] = ['constructor', 'unusedProblem'];
