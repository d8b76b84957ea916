import type { Schema } from '../columns/column-type.ts';
import { didYouMean, StreamBenchError } from '../errors.ts';
import { microsOf } from './micros.ts';
import { checkColumn } from './schema.ts';
import { isPlain, shownValue } from './shown-value.ts';

/** What an argument may be. Not a JSON Schema: most arguments are functions, expressions and streams. */
export interface Parameter {
  /** In words, as in "must be a text". */
  readonly takes: string;
  readonly accepts: (value: unknown) => boolean;
  readonly isOptional?: true;
  /** What to write if a plain value was given. */
  readonly constant?: string;
  /** The argument names columns, which must be there. */
  readonly namesColumns?: true;
}

/** The parameters of a call, by their names. They stand beside the call. */
export type Parameters = Readonly<Record<string, Parameter>>;

/**
 * The one place that checks what users give to public calls.
 *
 * @param call its name as users type it, without parentheses
 * @param given the arguments by their names, or the object of options
 * @param columns the columns that may be named; absent if the parameters name none
 * @throws StreamBenchError that names the call and the argument
 */
export function checkArguments(call: string, given: unknown, parameters: Parameters, columns?: Schema): void {
  if (!isPlain(given)) throw refusal(notOptions(call, given, parameters));
  const names = Object.keys(parameters);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) {
    const remedy = didYouMean(unknown, names) ?? `Its options are ${names.join(', ')}.`;
    throw refusal({ what: `${call}() has no option '${unknown}'`, remedy });
  }
  for (const name of names) checkArgument(call, name, given[name], parameters[name], columns);
}

function checkArgument(
  call: string,
  name: string,
  value: unknown,
  expected: Parameter,
  columns: Schema | undefined,
): void {
  if (value === undefined) {
    if (expected.isOptional) return;
    throw refusal({ what: `${call}() needs '${name}': ${expected.takes}` });
  }
  const place = `'${name}' of ${call}()`;
  if (!expected.accepts(value)) {
    const what = `${place} must be ${expected.takes}, not ${shownValue(value)}`;
    throw refusal({ what, ...remedyFor(value, expected) });
  }
  if (expected.namesColumns && columns !== undefined)
    for (const column of [value].flat() as string[]) checkColumn(columns, column, place);
}

/**
 * What a user's function returned.
 *
 * @throws StreamBenchError that names the call
 */
export function checkReturned(call: string, name: string, returned: unknown, { takes, accepts }: Parameter): void {
  if (accepts(returned)) return;
  const what = `the function '${name}' of ${call}() must return ${takes}`;
  if (returned === undefined)
    throw refusal({ what: `${what}, and returned nothing`, remedy: 'Is a return missing, or parentheses in ({ … })?' });
  throw refusal({ what: `${what}, not ${shownValue(returned)}`, ...(typeof returned === 'boolean' && decided) });
}

const decided = {
  remedy: 'JavaScript has decided this before records come: write .not(), .eq() or .ne() in place of !, === or !==.',
};

/** As checkReturned, of an object whose values are all of one kind. */
export function checkNamed(call: string, name: string, returned: unknown, expected: Parameter): void {
  const { takes, accepts, constant } = expected;
  checkReturned(call, name, returned, plainObject(`${takes} for each column`));
  for (const [column, value] of Object.entries(returned as Readonly<Record<string, unknown>>)) {
    if (accepts(value)) continue;
    const what = `column '${column}' of '${name}' of ${call}() must be ${takes}, not ${shownValue(value)}`;
    const isPlainValue = ['number', 'string', 'boolean'].includes(typeof value);
    throw refusal({ what, ...(isPlainValue && constant !== undefined && { remedy: constant }) });
  }
}

function notOptions(call: string, given: unknown, parameters: Parameters): Refusal {
  const names = Object.keys(parameters);
  const needed = names.filter((name) => !parameters[name].isOptional);
  const what = `${call}() takes an object of options`;
  return {
    what: given === undefined ? `${what}, and was given nothing` : `${what}, not ${shownValue(given)}`,
    remedy: `Write: ${call}({ ${(needed.length > 0 ? needed : names).join(', ')} }).`,
  };
}

/** The two slips that can be put right without a guess: one value in place of a list, a number in quotes. */
function remedyFor(value: unknown, { accepts }: Parameter): { readonly remedy?: string } {
  if (!isText(value)) return {};
  if (accepts([value])) return { remedy: `Write [${shownValue(value)}].` };
  const asNumber = value.trim() === '' ? NaN : Number(value);
  return accepts(asNumber) ? { remedy: `Write ${asNumber}, without quotes.` } : {};
}

interface Refusal {
  readonly what: string;
  readonly remedy?: string;
}

function refusal(problem: Refusal): StreamBenchError {
  return new StreamBenchError({ kind: 'input', ...problem });
}

export function parameter(takes: string, accepts: (value: unknown) => boolean): Parameter {
  return { takes, accepts };
}

export function optional(one: Parameter): Parameter {
  return { ...one, isOptional: true };
}

export function functionOf(what: string): Parameter {
  return parameter(`a function of ${what}`, (value) => typeof value === 'function' && !isClass(value));
}

/** A class is a function that cannot be called. */
function isClass(value: object): boolean {
  return /^class\b/.test(Function.prototype.toString.call(value));
}

export function plainObject(what: string): Parameter {
  return parameter(`an object with ${what}`, isPlain);
}

export function oneOf(...values: readonly string[]): Parameter {
  return parameter(values.map((value) => `'${value}'`).join(' or '), (value) => values.includes(value as string));
}

const isText = (value: unknown): value is string => typeof value === 'string';

export const anyText = parameter('a text', isText);
export const someText = parameter('a text that is not empty', (value) => isText(value) && value !== '');
export const trueOrFalse = parameter('true or false', (value) => typeof value === 'boolean');

/** A finite number for which this holds. */
export function numberThat(takes: string, holds: (value: number) => boolean): Parameter {
  return parameter(takes, (value) => typeof value === 'number' && Number.isFinite(value) && holds(value));
}

export const share = numberThat('a number from 0 to 1', (value) => value >= 0 && value <= 1);
export const notNegative = numberThat('a number, 0 or more', (value) => value >= 0);
export const aboveZero = numberThat('a number above 0', (value) => value > 0);

export function wholeNumberFrom(least: number): Parameter {
  return numberThat(`a whole number of at least ${least}`, (value) => Number.isSafeInteger(value) && value >= least);
}

const isWholeMicros = (ms: number): boolean => Number.isSafeInteger(microsOf(ms));

/** A length of event time. */
export const durationMs = numberThat(
  'a number of milliseconds above 0, in whole microseconds',
  (ms) => microsOf(ms) > 0 && isWholeMicros(ms),
);

/** A distance in event time, which may be 0. */
export const distanceMs = numberThat(
  'a number of milliseconds, 0 or more, in whole microseconds',
  (ms) => ms >= 0 && isWholeMicros(ms),
);

export const columnName: Parameter = { takes: 'the name of a column', accepts: isText, namesColumns: true };

/** `every` would skip the holes of an array. */
export function isArrayOf(value: unknown, accepts: (element: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && Array.from<unknown>(value).every(accepts);
}

export const columnNames: Parameter = {
  takes: 'an array of column names, each once',
  accepts: (value) => isArrayOf(value, isText) && new Set(value).size === value.length,
  namesColumns: true,
};

export const someColumnNames: Parameter = {
  ...columnNames,
  takes: 'an array of at least one column name, each once',
  accepts: (value) => columnNames.accepts(value) && (value as unknown[]).length > 0,
};
