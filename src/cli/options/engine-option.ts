import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import { flinkModes } from '../../engines/flink-modes.ts';
import { sparkModes } from '../../engines/spark-modes.ts';
import { executorKinds, executors, type ExecutorName } from '../../executors/index.ts';

/** The modes of each engine. Those of `local` and `node` are names of executors, those of `job` the names of jobs. */
export const modesOf = {
  local: Object.keys(executors) as ExecutorName[],
  node: executorKinds,
  spark: sparkModes,
  flink: flinkModes,
  job: [] as readonly string[],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type EngineName = keyof typeof modesOf;
const engineNames = Object.keys(modesOf) as EngineName[];

/** An engine to measure, in these modes. */
export type EngineChoice = { readonly [Name in EngineName]: Choice<Name> }[EngineName];

interface Choice<Name extends EngineName> {
  readonly engine: Name;
  /** Absent where none are named: then those that --executor asks for. */
  readonly modes?: readonly (typeof modesOf)[Name][number][];
}

export const defaultEngines: readonly EngineChoice[] = [{ engine: 'local' }];
export const engineHelp = `what runs the pipeline: ${engineNames.join(', ')}, or spark=real-time; repeatable`;

/** Adds `node` or `node=continuous,micro-batch` to those that were given before. */
export function addEngine(text: string, before: readonly EngineChoice[] | undefined): readonly EngineChoice[] {
  const given = before === undefined || before === defaultEngines ? [] : before;
  const choice = parseEngine(text);
  const isTwice = given.some(({ engine }) => engine === choice.engine);
  if (isTwice)
    throw new InvalidArgumentError(`The engine ${choice.engine} is given twice. Name its modes in one list.`);
  return [...given, choice];
}

function parseEngine(text: string): EngineChoice {
  const [name, modes, ...rest] = text.split('=');
  if (rest.length > 0) throw new InvalidArgumentError('Write an engine and its modes as node=continuous,micro-batch.');
  const engine = known(name, engineNames, 'engine');
  if (engine === 'job') return { engine, ...(modes !== undefined && { modes: modes.split(',') }) };
  const own: readonly string[] = modesOf[engine];
  const chosen =
    modes === undefined
      ? undefined
      : [...new Set(modes.split(',').map((mode) => known(mode, own, `mode of ${engine}`)))];
  return { engine, ...(chosen !== undefined && { modes: chosen }) } as EngineChoice;
}

function known<Name extends string>(given: string, names: readonly Name[], what: string): Name {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  const suggestion = didYouMean(given, names) ?? `Choose one of ${names.join(', ')}.`;
  throw new InvalidArgumentError(`There is no ${what} '${given}'. ${suggestion}`);
}
