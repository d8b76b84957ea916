import { InvalidArgumentError } from 'commander';
import { didYouMean } from '../../errors.ts';
import { executors, type ExecutorKind } from '../../executors/index.ts';

/** The engines that run both executors, each as a mode of its own. */
const engineNames = ['local', 'node'] as const;
export type EngineName = (typeof engineNames)[number];

/** An engine to measure, in all modes that --executor asks for, or in these. */
export interface EngineChoice {
  readonly engine: EngineName;
  readonly modes?: readonly ExecutorKind[];
}

export const defaultEngines: readonly EngineChoice[] = [{ engine: 'local' }];
export const engineHelp = `what runs the pipeline: ${engineNames.join(', ')}, or node=continuous; repeatable`;

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
  const kinds = Object.keys(executors) as ExecutorKind[];
  return { engine, ...(modes !== undefined && { modes: modes.split(',').map((mode) => known(mode, kinds, 'mode')) }) };
}

function known<Name extends string>(given: string, names: readonly Name[], what: string): Name {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  const suggestion = didYouMean(given, names) ?? `Choose ${names.join(' or ')}.`;
  throw new InvalidArgumentError(`There is no ${what} '${given}'. ${suggestion}`);
}
