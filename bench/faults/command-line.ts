import type { Command, Option } from 'commander';
import type { Choices } from './choices.ts';
import { oddTexts } from './odd-texts.ts';

/** Files that are there when a command line is run, made by `scratch.ts`. */
const inputFiles = ['run.json', 'sweep.json', 'capacity.json', 'cut.json', 'edited.json', 'notes.txt', 'folder'];
const resultFiles = ['run.json', 'sweep.json', 'capacity.json'];
const outputFiles = ['out.json', 'new/deep/out', 'run.json', 'notes.txt', 'folder', '/dev/null', 'pipeline.ts', 'link'];
const recordings = ['data.csv', 'missing.csv', 'notes.txt', 'folder', 'data.parquet'];
const workloads = [
  'fraud',
  'web',
  'ysb',
  'nexmark:q5',
  './pipeline.ts',
  'missing.ts',
  'fruad',
  './notes.txt',
  'folder/',
];

/** Values that are right, for each option of the program that takes one. */
const rightValues: Readonly<Record<string, readonly string[]>> = {
  rate: ['5k', '500', '1.5M', 'max'],
  rates: ['1k,2k', '500', '5k,20k,40k'],
  load: ['constant', 'poisson', 'burst:rate=5k,peak=50k,on=200ms,every=5s', 'ramp:rate=10k,to=100k,over=10s', 'replay'],
  replay: recordings,
  'event-time': ['time', 'n'],
  'time-unit': ['s', 'ms', 'us'],
  'bad-records': ['fail', 'skip', 'dead-letter'],
  speed: ['60x', '0.5x', '1'],
  engine: ['local', 'node', 'node=continuous', 'local=micro-batch', 'spark=real-time', 'flink', 'job', 'job=a,b'],
  parallelism: ['1', '1,2', '64'],
  target: ['100k', '1M'],
  // Addresses at which nobody listens.
  kafka: ['127.0.0.1:1', '127.0.0.1:1,127.0.0.1:2'],
  'kafka-properties': ['notes.txt', 'missing.properties', 'folder'],
  master: ['spark://127.0.0.1:1'],
  flink: ['127.0.0.1:1'],
  start: ['true', 'exit 3', 'echo {kafka} {in} {out} {interval}'],
  'in-topic': ['orders'],
  'out-topic': ['alerts', 'orders'],
  'record-id': ['header:id', 'json:$.id', 'json:$.a=$.b[0]'],
  group: ['json:$.key', 'json:$.key,json:$.window=$.time/10s'],
  count: ['json:$.n'],
  ignore: ['json:$.at'],
  key: ['json:$.card'],
  template: ['notes.txt', 'missing.txt'],
  'record-format': ['json', 'avro'],
  executor: ['continuous', 'micro-batch', 'continuous,micro-batch', 'adaptive,deadline'],
  interval: ['0', '10ms', '0,10ms,1s'],
  deadline: ['5ms', '10ms,1s'],
  precision: ['p50=50%', 'p99=0.2'],
  commit: ['invocation', 'none', 'epoch:100ms', 'invocation,epoch:1s', 'transaction', 'transaction:1s'],
  duration: ['100ms', '1.1s', '10m', '2h'],
  repeat: ['1', '6', '1000'],
  units: ['1', '6'],
  objective: ['p99=50ms', 'p50=1s', 'p99.9=2ms', 'p99=50ms@10k'],
  base: ['main', 'HEAD', './folder', './missing', 'missing.tgz', 'notes.txt'],
  prepare: ['true', 'exit 3'],
  'max-minutes': ['1', '5'],
  peak: ['80k', '1M'],
  burst: ['500ms', '1s'],
  after: ['1s', '100ms'],
  sink: ['sqlite', 'file', 'memory', 'none'],
  sync: ['normal', 'full'],
  wait: ['spin', 'park'],
  keys: ['10', '4294967296'],
  skew: ['0', '1.2'],
  disorder: ['0', '10ms'],
  late: ['1%', '0.5'],
  seed: ['0', '7'],
  out: outputFiles,
  html: outputFiles,
  markdown: outputFiles,
  junit: outputFiles,
  csv: outputFiles,
  hdr: [...outputFiles, 'logs'],
  keep: [...outputFiles, 'kept'],
  'unit-timeout': ['1s', '10m'],
  limit: ['0', '20', '1000000'],
  rows: ['all'],
};

/** A command line as users, scripts and their mistakes make it, from the options that the program has. */
export function randomCommandLine(choices: Choices, program: Command): string[] {
  const called = choices.of(calledCommands(program));
  const own = choices.weighted({ real: 90, misspelt: 5, none: 2, odd: 3 });
  const names = {
    real: called.names,
    misspelt: called.names.map((name) => misspelt(choices, name)),
    none: called.names.slice(1),
    odd: [odd(choices)],
  }[own];
  const { command } = called;
  const options = Array.from({ length: choices.integer(5) }, () => randomOption(choices, command, program)).flat();
  const args = randomArguments(choices, called);
  const rest = choices.chance(0.7) ? [...args, ...options] : [...options, ...args];
  return [...names, ...rest];
}

/** A command that can be called, as it is typed: `engine install` has two names. */
interface CalledCommand {
  readonly names: readonly string[];
  readonly command: Command;
}

function calledCommands(command: Command, names: readonly string[] = []): CalledCommand[] {
  if (command.commands.length === 0) return [{ names, command }];
  return command.commands.flatMap((child) => calledCommands(child, [...names, child.name()]));
}

function randomArguments(choices: Choices, { names, command }: CalledCommand): string[] {
  const usual = command.registeredArguments.length;
  const given = choices.chance(0.9) ? choices.integer(usual + 1) : choices.integer(4);
  const count = ['report', 'compare', 'explain'].includes(command.name()) && choices.chance(0.8) ? usual : given;
  const right = argumentsOf[names.join(' ')] ?? workloads;
  return Array.from({ length: count }, () => (choices.chance(0.9) ? choices.of(right) : odd(choices)));
}

const engines = ['kafka', 'spark', 'flink', 'kafak'];

const argumentsOf: Readonly<Record<string, readonly string[]>> = {
  report: inputFiles,
  compare: [...resultFiles, ...resultFiles, ...inputFiles],
  list: ['workloads', 'loads', 'load'],
  doctor: ['now'],
  'engine install': engines,
  'engine remove': engines,
  'engine list': ['kafka'],
  init: ['new', 'folder', '.', 'notes.txt'],
};

function randomOption(choices: Choices, command: Command, program: Command): string[] {
  const kind = choices.weighted({ own: 80, foreign: 8, misspelt: 6, odd: 3, global: 3 });
  if (kind === 'odd') return [`--${odd(choices)}`];
  if (kind === 'global') return [choices.of(['--verbose', '--help', '-h', '-V', '--version', '--'])];
  const from = kind === 'foreign' ? choices.of(calledCommands(program)).command : command;
  const known = from.options.filter(({ hidden }) => !hidden);
  if (known.length === 0) return [];
  const option = choices.of(known);
  const flag = kind === 'misspelt' ? misspelt(choices, option.long!) : option.long!;
  const once = withValue(choices, flag, option);
  return choices.chance(0.05) ? [...once, ...once] : once;
}

function withValue(choices: Choices, flag: string, option: Option): string[] {
  if (!takesValue(option)) return choices.chance(0.95) ? [flag] : [`${flag}=${odd(choices)}`];
  // A shell would run whatever stands behind --start.
  const isCommand = option.name() === 'start';
  if (!isCommand && choices.chance(option.optional ? 0.3 : 0.05)) return [flag];
  const isRight = isCommand || choices.chance(0.75);
  const value = isRight ? rightValue(choices, option) : odd(choices);
  return choices.chance(0.7) ? [flag, value] : [`${flag}=${value}`];
}

function rightValue(choices: Choices, option: Option): string {
  return choices.of(option.argChoices ?? rightValues[option.name()]);
}

/** The options that take a value for which none is known here. */
export function optionsWithoutValues(program: Command): string[] {
  const taken = calledCommands(program).flatMap(({ command }) => command.options.filter(takesValue));
  return taken.filter((option) => !option.argChoices && !rightValues[option.name()]).map(({ long }) => long!);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function odd(choices: Choices): string {
  return choices.of(oddTexts);
}

/** One letter left out, doubled, replaced, or exchanged with the next one. */
function misspelt(choices: Choices, name: string): string {
  const at = choices.integer(name.length);
  const [before, letter, after] = [name.slice(0, at), name[at], name.slice(at + 1)];
  const kinds = { dropped: '', doubled: letter + letter, replaced: 'q', capital: letter.toUpperCase() };
  return before + kinds[choices.of(['dropped', 'doubled', 'replaced', 'capital'] as const)] + after;
}
