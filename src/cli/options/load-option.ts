import { InvalidArgumentError } from 'commander';
import { didYouMean, StreamBenchError } from '../../errors.ts';
import { curveShapeOf, loads, type LoadKind } from '../../loads/index.ts';
import type { LoadParameter, LoadParameters } from '../../loads/load.ts';
import { parseDurationMs, parseRate, parseSpeed } from './quantity.ts';

/** What `--load` asks for. */
export interface LoadOption {
  readonly shape: LoadKind;
  readonly parameters: LoadParameters;
}

/** `poisson`, or `burst:rate=50k,peak=500k,on=200ms,every=5s`: a shape, and what it needs, in any order. */
export function parseLoad(text: string): LoadOption {
  const [name, ...rest] = text.split(':');
  const shape = shapeOf(name.trim());
  const entries =
    rest.length === 0
      ? []
      : rest
          .join(':')
          .split(',')
          .map((item) => parseParameter(shape, item));
  const parameters = Object.fromEntries(entries);
  if (Object.keys(parameters).length < entries.length) throw new InvalidArgumentError('A parameter is given twice.');
  checkTogether(shape, parameters);
  return { shape, parameters };
}

function shapeOf(name: string): LoadKind {
  const names = Object.keys(loads) as LoadKind[];
  const known = names.find((kind) => kind === name);
  if (known !== undefined) return known;
  throw new InvalidArgumentError(
    `There is no load '${name}'. ${didYouMean(name, names) ?? `Choose ${names.join(', ')}.`}`,
  );
}

function parseParameter(shape: LoadKind, item: string): [key: string, value: number] {
  const [name, ...values] = item.split('=').map((part) => part.trim());
  const { parameters } = loads[shape];
  const known = parameters.find((parameter) => parameter.name === name);
  if (known !== undefined && values.length === 1) return [known.key, parseValue(known, values[0])];
  if (known !== undefined) throw new InvalidArgumentError(`'${name}' needs one value: write ${exampleOf(shape)}.`);
  const names = parameters.map((parameter) => parameter.name);
  const choice = names.length === 0 ? 'It takes none.' : `It takes ${names.join(', ')}.`;
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
  rate: parseFiniteRate,
  duration: parseDurationMs,
  factor: parseSpeed,
};

/** As of `--rate`, but 0 too, for times without any record, and never all at once. */
function parseFiniteRate(text: string): number {
  if (text === '0') return 0;
  if (text === 'max') throw new InvalidArgumentError('A load of a shape has a rate, such as 50k.');
  return parseRate(text);
}

function checkTogether(shape: LoadKind, parameters: LoadParameters): void {
  try {
    curveShapeOf(shape)?.curve(parameters);
  } catch (error) {
    if (!(error instanceof StreamBenchError)) throw error;
    const { what, remedy } = error.problem;
    throw new InvalidArgumentError(`${what[0].toUpperCase()}${what.slice(1)}. ${remedy ?? ''}`.trimEnd());
  }
}

function exampleOf(shape: LoadKind): string {
  return curveShapeOf(shape)?.example ?? `${shape}:${loads[shape].parameters.map(({ name }) => `${name}=…`).join(',')}`;
}
