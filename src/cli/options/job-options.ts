import { InvalidArgumentError, Option, type Command } from 'commander';
import type { JsonPlace, RecordFormat, RowTrace } from '../../engines/kafka/black-box/black-box.ts';
import type { JsonPath } from '../../engines/kafka/black-box/json-path.ts';
import { takesInterval } from '../../engines/job/job-command.ts';
import type { OwnJob, OwnJobs } from '../../engines/job/own-jobs.ts';
import { StreamBenchError } from '../../errors.ts';
import { executorKinds, type ExecutorKind } from '../../executors/index.ts';
import { readBoundedText } from '../../files/bounded-text.ts';
import type { Configuration } from '../../results/configuration.ts';
import { mayRepeat } from '../repeated-options.ts';
import { parseGroup, parseJsonPaths, parsePath, parseRecordId } from './row-trace-option.ts';

/** Jobs of the user, and how their rows tell which records they show. */
export interface JobOptions {
  readonly start?: readonly string[];
  readonly inTopic?: string;
  readonly outTopic?: string;
  readonly recordId?: Exclude<RowTrace, { kind: 'groups' }>;
  readonly group?: readonly JsonPlace[];
  readonly count?: JsonPath;
  readonly ignore?: readonly JsonPath[];
  readonly key?: JsonPath;
  readonly template?: string;
  readonly recordFormat?: RecordFormat;
}

const startHelp = 'with --engine job: the command of a job, which reads {in} and writes {out} of {kafka}; repeatable';

export function withJobOptions(command: Command): Command {
  return command
    .addOption(mayRepeat(new Option('--start <command>', startHelp).argParser(addCommand)))
    .option('--in-topic <name>', 'the topic that jobs read (default: one of each unit)', parseTopic)
    .option('--out-topic <name>', 'the topic that jobs write (default: one of each unit)', parseTopic)
    .option('--record-id <place>', "where rows carry their record's id: header:id or json:$.id", parseRecordId)
    .option('--group <paths>', 'of a job that counts: the values that name the group of a row', parseGroup)
    .option('--count <path>', 'of a job that counts: how many records of its group a row counts', parsePath)
    .option('--ignore <paths>', 'what is left out where rows of jobs are compared', parseJsonPaths)
    .option('--key <path>', 'the value that is the key of a message (default: none)', parsePath)
    .option('--template <file>', 'text of a record, with {{column}} for its values (default: JSON)')
    .option('--record-format <name>', 'how records are sent: json, or avro with {schema} (default: json)', parseFormat);
}

function parseFormat(text: string): RecordFormat {
  if (text === 'json') return 'text';
  if (text === 'avro') return 'avro';
  throw new InvalidArgumentError(`There is no format '${text}'. Write json or avro; --template writes any other text.`);
}

function addCommand(text: string, before: readonly string[] = []): readonly string[] {
  if (text.trim() === '') throw new InvalidArgumentError('A command cannot be empty.');
  return [...before, text];
}

function parseTopic(text: string): string {
  if (/^[\w.-]{1,249}$/.test(text) && !/^(\.{1,2}$|__)/.test(text)) return text;
  throw new InvalidArgumentError(
    'A topic has up to 249 letters, digits, dots, hyphens and underscores. It does not begin with two underscores.',
  );
}

/**
 * The jobs that the options describe; undefined without any.
 *
 * @param labels as they stand behind `--engine job=`; undefined without that
 * @throws StreamBenchError if the options contradict each other
 */
export function ownJobsOf(options: JobOptions, labels: readonly string[] | undefined): OwnJobs | undefined {
  const { start, inTopic: input, outTopic: output, ignore = [], key = null, template } = options;
  const { recordFormat: format = 'text' } = options;
  if (start === undefined) return undefined;
  if (template !== undefined && format === 'avro')
    throw wrong('--template and --record-format avro contradict each other: a template is text');
  if (input !== undefined && input === output) throw wrong('--in-topic and --out-topic name the same topic');
  const text = template === undefined ? null : readBoundedText(template, templateFile).replace(/\r?\n$/, '');
  return {
    jobs: namedJobs(start, labels).map(({ name, command }) => ({ name, command })),
    box: { trace: traceOf(options), ignored: ignore, key, template: text, format },
    topicNames: { ...(input !== undefined && { input }), ...(output !== undefined && { output }) },
  };
}

const templateFile = { maxBytes: 2 ** 20, remedy: 'Name a file with the text of one record.' };

function traceOf({ recordId, group, count }: JobOptions): RowTrace {
  if (recordId !== undefined && (group ?? count) !== undefined)
    throw wrong('--record-id and --group contradict each other: a row shows one record, or all that it counts');
  if (recordId !== undefined) return recordId;
  if (group !== undefined && count !== undefined) return { kind: 'groups', by: group, count };
  if (group !== undefined || count !== undefined) throw wrong('--group and --count belong together');
  const remedy = 'Add --record-id header:id or --record-id json:$.id; of a job that counts, --group and --count.';
  throw wrong('nothing says how rows tell which record they show', remedy);
}

/** The configurations of `--engine job`: one of each job, and of a job that takes the interval one of each interval. */
export function jobConfigurations(
  { start = [] }: JobOptions,
  labels: readonly string[] | undefined,
  intervals: readonly number[] | undefined,
): Configuration[] {
  const jobs = namedJobs(start, labels);
  const isSeveral = (intervals?.length ?? 0) > 1;
  return jobs.flatMap(({ name, command, executor }): Configuration[] => {
    const of = { engine: 'job', mode: name, executor, commit: 'invocation' } as const;
    if (executor === 'continuous') return [{ ...of, intervalMs: null }];
    if (takesInterval(command)) return (intervals ?? defaultIntervalsMs).map((intervalMs) => ({ ...of, intervalMs }));
    if (!isSeveral) return [{ ...of, intervalMs: intervals?.[0] ?? 0 }];
    throw wrong(`job ${name} has several intervals, and its command takes none`, 'Put {interval} where it belongs.');
  });
}

const defaultIntervalsMs: readonly number[] = [0, 500];

interface NamedJob extends OwnJob {
  readonly executor: ExecutorKind;
}

/** Called A, B … or as they are labelled: `old,new:micro-batch`. */
function namedJobs(commands: readonly string[], labels: readonly string[] | undefined): NamedJob[] {
  if (commands.length === 0)
    throw wrong('--engine job needs a command', "Add --start 'my-program {kafka} {in} {out}'.");
  if (labels !== undefined && labels.length !== commands.length) {
    const [named, started] = [labels.length, commands.length];
    throw wrong(`--engine job= names ${named} jobs, and --start starts ${started}`);
  }
  const jobs = commands.map((command, index) => namedJob(command, labels?.[index] ?? letterOf(index)));
  const twice = jobs.find(({ name }, index) => jobs.findIndex((other) => other.name === name) < index);
  if (twice !== undefined) throw wrong(`two jobs are called ${twice.name}`);
  return jobs;
}

function letterOf(index: number): string {
  return index < 26 ? String.fromCharCode('A'.charCodeAt(0) + index) : `A${index}`;
}

function namedJob(command: string, label: string): NamedJob {
  const [name, given, ...rest] = label.split(':');
  const executor = given ?? (name === 'micro-batch' || takesInterval(command) ? 'micro-batch' : 'continuous');
  if (rest.length > 0 || !isExecutorKind(executor))
    throw wrong(`'${label}' is no name of a job`, 'Write it as old, or as old:micro-batch.');
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,19}$/u.test(name))
    throw wrong(`'${name}' is no name of a job`, 'It has at most 20 letters, digits, dots and hyphens.');
  if (executor === 'continuous' && takesInterval(command))
    throw wrong(`job ${name} is continuous, and its command takes an {interval}`);
  return { name, command, executor };
}

function isExecutorKind(name: string): name is ExecutorKind {
  return executorKinds.some((kind) => kind === name);
}

/** Throws if an option of jobs is given, and no job is measured. */
export function requireJobEngine(options: JobOptions): void {
  const { start, inTopic, outTopic, recordId, group, count, ignore, key, template, recordFormat } = options;
  const topics = { 'in-topic': inTopic, 'out-topic': outTopic };
  const given = {
    start,
    ...topics,
    'record-id': recordId,
    group,
    count,
    ignore,
    key,
    template,
    'record-format': recordFormat,
  };
  const [misplaced] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (misplaced !== undefined)
    throw wrong(`--${misplaced} is only for jobs of your own`, 'Add --engine job, or leave it out.');
}

function wrong(what: string, remedy?: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, ...(remedy !== undefined && { remedy }) });
}
