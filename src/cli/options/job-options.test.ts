import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import type { ConfigurationOptions } from './configuration-options.ts';
import { configurationsOf, jobsToStart } from './configurations.ts';
import { addEngine } from './engine-option.ts';
import type { JobOptions } from './job-options.ts';
import { parseGroup, parsePath, parseRecordId } from './row-trace-option.ts';

const traced: JobOptions = { recordId: { kind: 'header', name: 'id' } };

function optionsOf(engine: string, jobs: JobOptions, interval?: readonly number[]): ConfigurationOptions {
  return {
    engine: addEngine(engine, undefined),
    executor: ['continuous', 'micro-batch'],
    commit: ['invocation'],
    ...(interval !== undefined && { interval }),
    ...traced,
    ...jobs,
  };
}

function shown(engine: string, start: readonly string[], interval?: readonly number[]): string[] {
  return configurationsOf(optionsOf(engine, { start }, interval)).map(
    ({ mode, executor, intervalMs }) => `${mode} ${executor} ${intervalMs}`,
  );
}

describe('jobs as configurations', () => {
  test.each<[string, string[], number[] | undefined, string[]]>([
    ['job', ['x'], undefined, ['A continuous null']],
    ['job', ['x', 'y'], undefined, ['A continuous null', 'B continuous null']],
    ['job=old,new', ['x', 'y'], undefined, ['old continuous null', 'new continuous null']],
    ['job=old,new:micro-batch', ['x', 'y'], undefined, ['old continuous null', 'new micro-batch 0']],
    ['job=micro-batch,continuous', ['x', 'y'], undefined, ['micro-batch micro-batch 0', 'continuous continuous null']],
    ['job', ['x {interval}'], undefined, ['A micro-batch 0', 'A micro-batch 500']],
    ['job', ['x', 'y {interval}'], [10, 20], ['A continuous null', 'B micro-batch 10', 'B micro-batch 20']],
    ['job=old:micro-batch', ['x'], [2000], ['old micro-batch 2000']],
  ])('%s, %j, %j', (engine, start, interval, configurations) => {
    expect(shown(engine, start, interval)).toEqual(configurations);
  });

  test.each<[string, string[], number[] | undefined, string]>([
    ['job', [], undefined, '--engine job needs a command'],
    ['job=a', ['x', 'y'], undefined, '--engine job= names 1 jobs, and --start starts 2'],
    ['job=a,a', ['x', 'y'], undefined, 'two jobs are called a'],
    ['job=a:b', ['x'], undefined, "'a:b' is no name of a job"],
    ['job=', ['x'], undefined, "'' is no name of a job"],
    ['job=a b', ['x'], undefined, "'a b' is no name of a job"],
    ['job=a:continuous', ['x {interval}'], undefined, 'job a is continuous, and its command takes an {interval}'],
    ['job=a:micro-batch', ['x'], [1, 2], 'job a has several intervals, and its command takes none'],
    ['job', ['x'], [1], 'Put {interval} into the command'],
    ['local', ['x'], undefined, '--start is only for jobs of your own'],
  ])('%s, %j, %j are refused', (engine, start, interval, fact) => {
    const jobs = start.length === 0 ? {} : { start };
    expectRefusal(() => configurationsOf(optionsOf(engine, jobs, interval)), StreamBenchError, [fact]);
  });
});

describe('how rows tell which record they show', () => {
  test('is a header, a path, or a group and its count', () => {
    const place = { row: ['orderId'], record: ['order', 'id'], windowMs: null };
    expect(parseRecordId('header:x-id')).toEqual({ kind: 'header', name: 'x-id' });
    expect(parseRecordId('json:$.orderId=$.order.id')).toEqual({ kind: 'json', id: place });
    expect(parseGroup('json:$.key,json:$.window=json:$.time/10s')).toEqual([
      { row: ['key'], record: ['key'], windowMs: null },
      { row: ['window'], record: ['time'], windowMs: 10_000 },
    ]);
    const count = parsePath('json:$.n');
    const { recordId: _, ...untraced } = optionsOf('job', { start: ['x'] });
    const { box } = jobsToStart({ ...untraced, group: [place], count })!;
    expect(box.trace).toEqual({ kind: 'groups', by: [place], count: ['n'] });
  });

  test.each(['id', 'header:', 'json:id', 'json:$.a=$.b=$.c', 'json:$.a/0', 'json:$.a/10s/1s', 'json:$.a/5'])(
    '%j is refused',
    (text) => {
      expectRefusal(() => parseRecordId(text), InvalidArgumentError, []);
    },
  );

  test.each<[JobOptions, string]>([
    [{}, 'nothing says how rows tell which record they show'],
    [{ group: [] }, '--group and --count belong together'],
    [{ count: ['n'] }, '--group and --count belong together'],
    [{ ...traced, count: ['n'] }, '--record-id and --group contradict each other'],
    [{ ...traced, inTopic: 'a', outTopic: 'a' }, '--in-topic and --out-topic name the same topic'],
    [{ ...traced, template: '/nowhere/at/all' }, '/nowhere/at/all'],
  ])('%j is refused', (jobs, fact) => {
    const { recordId: _, ...untraced } = optionsOf('job', { start: ['x'] });
    expectRefusal(() => jobsToStart({ ...untraced, ...jobs }), StreamBenchError, [fact]);
  });
});
