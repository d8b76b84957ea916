import { Type, type TSchema } from 'typebox';
import { Check } from 'typebox/schema';
import type { Schema } from '../columns/column-type.ts';
import { didYouMean, StreamBenchError } from '../errors.ts';
import { microsOf } from './micros.ts';
import { checkColumn } from './schema.ts';
import { isPlain, shownValue } from './shown-value.ts';

/**
 * The one place that checks what users give to public calls. Beside each call stand its parameters as a schema; the
 * `description` of each says in words what it takes.
 *
 * @param call its name as users type it, without parentheses
 * @param given the arguments by their names, or the object of options
 * @param columns the columns that may be named; absent if the parameters name none
 * @throws StreamBenchError that names the call and the argument
 */
export function checkArguments(call: string, given: unknown, taken: Parameters, columns?: Schema): void {
  if (!isPlain(given)) throw refusal(noOptions(call, given, taken));
  const names = Object.keys(taken.properties);
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(taken.properties, name));
  if (unknown !== undefined) {
    const remedy = didYouMean(unknown, names) ?? `Its options are ${names.join(', ')}.`;
    throw refusal({ what: `${call}() has no option '${unknown}'`, remedy });
  }
  for (const name of names) checkArgument(call, name, given[name], taken, columns);
}

/** An argument that may be left out. */
export const optional = Type.Optional;

/** The parameters of a call, by their names. Those that are not required are optional. */
export interface Parameters {
  readonly properties: Readonly<Record<string, TSchema>>;
  readonly required: readonly string[];
}

export function parameters(properties: Readonly<Record<string, TSchema>>): Parameters {
  return { properties, required: Object.keys(properties).filter((name) => !Type.IsOptional(properties[name])) };
}

/** Whatever a function of ours accepts; `takes` says what that is: "must be …". */
export function argument(takes: string, accepts: (value: unknown) => boolean): TSchema {
  return Type.Refine(Type.Unsafe<unknown>({ description: takes }), accepts);
}

export const functionOf = (what: string): TSchema =>
  argument(`a function of ${what}`, (value) => typeof value === 'function');

export const plainObject = (what: string): TSchema => argument(`an object with ${what}`, isPlain);

export const someText = Type.String({ minLength: 1, description: 'a text that is not empty' });
export const anyText = Type.String({ description: 'a text' });
export const trueOrFalse = Type.Boolean({ description: 'true or false' });
export const share = Type.Number({ minimum: 0, maximum: 1, description: 'a number from 0 to 1' });
export const notNegative = Type.Number({ minimum: 0, description: 'a number, 0 or more' });
export const aboveZero = Type.Number({ exclusiveMinimum: 0, description: 'a number above 0' });

export const wholeNumberFrom = (least: number): TSchema =>
  argument(`a whole number of at least ${least}`, (value) => Number.isSafeInteger(value) && Number(value) >= least);

const isWholeMicros = (ms: unknown): boolean => typeof ms === 'number' && Number.isSafeInteger(microsOf(ms));

/** A length of event time. */
export const durationMs = argument(
  'a number of milliseconds above 0, in whole microseconds',
  (ms) => isWholeMicros(ms) && Number(ms) > 0,
);

/** A distance in event time, which may be 0. */
export const distanceMs = argument(
  'a number of milliseconds, 0 or more, in whole microseconds',
  (ms) => isWholeMicros(ms) && Number(ms) >= 0,
);

/** Marks parameters that name columns: `checkArguments` then looks the names up. */
const namesColumns = { namesColumns: true };

export const columnName = Type.String({ description: 'the name of a column', ...namesColumns });
export const columnNames = Type.Array(Type.String(), { description: 'an array of column names', ...namesColumns });

export const someColumnNames = Type.Array(Type.String(), {
  minItems: 1,
  description: 'an array of at least one column name',
  ...namesColumns,
});

export const oneOf = (...values: readonly string[]): TSchema =>
  argument(values.map((value) => `'${value}'`).join(' or '), (value) => values.includes(value as string));

/**
 * What a user's function returned.
 *
 * @throws StreamBenchError that names the call
 */
export function checkReturned(call: string, parameter: string, returned: unknown, schema: TSchema): void {
  if (Check(schema, returned)) return;
  const what = `the function '${parameter}' of ${call}() must return ${takesOf(schema)}`;
  if (returned === undefined)
    throw refusal({ what: `${what}, and returned nothing`, remedy: 'Is a return missing, or parentheses in ({ … })?' });
  throw refusal({ what: `${what}, not ${shownValue(returned)}`, ...(typeof returned === 'boolean' && decided) });
}

const decided = {
  remedy: 'JavaScript has decided this before records come: write .not(), .eq() or .ne() in place of !, === or !==.',
};

/** As checkReturned, of an object whose values are all of one kind. */
export function checkNamed(call: string, parameter: string, returned: unknown, kind: TSchema): void {
  checkReturned(call, parameter, returned, plainObject(`${takesOf(kind)} for each column`));
  for (const [name, value] of Object.entries(returned as Readonly<Record<string, unknown>>)) {
    if (Check(kind, value)) continue;
    const what = `column '${name}' of '${parameter}' of ${call}() must be ${takesOf(kind)}, not ${shownValue(value)}`;
    throw refusal({ what, ...(isPlainValue(value) && { remedy: `Write literal(${shownValue(value)}).` }) });
  }
}

const isPlainValue = (value: unknown): boolean => ['number', 'string', 'boolean'].includes(typeof value);

function checkArgument(
  call: string,
  name: string,
  value: unknown,
  { required, properties }: Parameters,
  columns: Schema | undefined,
): void {
  const schema = properties[name];
  if (value === undefined) {
    if (!required.includes(name)) return;
    throw refusal({ what: `${call}() needs '${name}': ${takesOf(schema)}` });
  }
  const place = `'${name}' of ${call}()`;
  if (!Check(schema, value)) {
    const what = `${place} must be ${takesOf(schema)}, not ${shownValue(value)}`;
    throw refusal({ what, ...remedyFor(value, schema) });
  }
  if ('namesColumns' in schema && columns !== undefined)
    for (const column of [value].flat() as string[]) checkColumn(columns, column, place);
}

function takesOf(schema: TSchema): string {
  return (schema as { readonly description?: string }).description!;
}

function noOptions(call: string, given: unknown, { required, properties }: Parameters): Refusal {
  const needed = (required.length > 0 ? required : Object.keys(properties)).join(', ');
  const what = `${call}() takes an object of options`;
  return {
    what: given === undefined ? `${what}, and was given nothing` : `${what}, not ${shownValue(given)}`,
    remedy: `Write: ${call}({ ${needed} }).`,
  };
}

/** The two slips that can be put right without a guess: one value in place of a list, a number in quotes. */
function remedyFor(value: unknown, schema: TSchema): { readonly remedy?: string } {
  if (Check(schema, [value])) return { remedy: `Write [${shownValue(value)}].` };
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Check(schema, number) ? { remedy: `Write ${number}, without quotes.` } : {};
}

interface Refusal {
  readonly what: string;
  readonly remedy?: string;
}

function refusal(problem: Refusal): StreamBenchError {
  return new StreamBenchError({ kind: 'input', ...problem });
}
