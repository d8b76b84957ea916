import { InvalidArgumentError } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { curveShapeOf, loads, type LoadKind } from '../../loads/index.ts';
import type { LoadParameter, LoadParameters } from '../../loads/load.ts';
import { parseDurationMs, parseFiniteRate, parseSpeed } from './quantity.ts';

/** The value of `--load`. */
export interface LoadOption {
  readonly shape: LoadKind;
  readonly parameters: LoadParameters;
}

/** Parses a shape and its parameters in any order: `poisson`, or `burst:rate=50k,peak=500k,on=200ms,every=5s`. */
export function parseLoad(text: string): LoadOption {
  const colon = text.indexOf(':');
  const shape = shapeOf((colon < 0 ? text : text.slice(0, colon)).trim());
  const items = colon < 0 ? [] : text.slice(colon + 1).split(',');
  const entries = items.map((item) => parseParameter(shape, item));
  const parameters = Object.fromEntries(entries);
  if (Object.keys(parameters).length < entries.length) throw new InvalidArgumentError('A parameter is given twice.');
  checkCurve(shape, parameters);
  return { shape, parameters };
}

function shapeOf(name: string): LoadKind {
  const names = Object.keys(loads) as LoadKind[];
  const known = names.find((kind) => kind === name);
  if (known !== undefined) return known;
  const suggestion = didYouMean(name, names) ?? `Choose ${names.join(', ')}.`;
  throw new InvalidArgumentError(`There is no load '${name}'. ${suggestion}`);
}

function parseParameter(shape: LoadKind, item: string): [key: string, value: number] {
  const [name, ...values] = item.split('=').map((part) => part.trim());
  const { parameters } = loads[shape];
  const known = parameters.find((parameter) => parameter.name === name);
  if (known !== undefined && values.length === 1) return [known.key, parseValue(known, values[0])];
  if (known !== undefined) throw new InvalidArgumentError(`'${name}' needs one value. Write ${exampleOf(shape)}.`);
  const names = parameters.map((parameter) => parameter.name);
  const choice = names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`;
  throw new InvalidArgumentError(`'${shape}' has no parameter '${name}'. ${didYouMean(name, names) ?? choice}`);
}

function parseValue({ name, quantity }: LoadParameter, text: string): number {
  try {
    return parsers[quantity](text);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new InvalidArgumentError(`'${name}': ${error.message}`);
    throw error;
  }
}

const parsers: Readonly<Record<LoadParameter['quantity'], (text: string) => number>> = {
  rate: parseRateOrZero,
  duration: parseDurationMs,
  factor: parseSpeed,
};

/** 0 is a time without records, as between the bursts of a load. */
function parseRateOrZero(text: string): number {
  return text === '0' ? 0 : parseFiniteRate(text);
}

/** Throws if parameters of a curve are missing or contradict each other. */
function checkCurve(shape: LoadKind, parameters: LoadParameters): void {
  try {
    curveShapeOf(shape)?.curve(parameters);
  } catch (error) {
    if (!(error instanceof StreamBenchError)) throw error;
    const { what, remedy } = error.problem;
    throw new InvalidArgumentError(`${what[0].toUpperCase()}${what.slice(1)}. ${remedy ?? ''}`.trimEnd());
  }
}

function exampleOf(shape: LoadKind): string {
  const names = loads[shape].parameters.map(({ name }) => `${name}=…`);
  return curveShapeOf(shape)?.example ?? `${shape}:${names.join(',')}`;
}
