import { hostname } from 'node:os';
import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import { clustersOf, withClusterOptions, type ClusterOptions } from './cluster-options.ts';
import type { EngineChoice } from './engine-option.ts';

function parsed(...args: string[]): ClusterOptions {
  const command = withClusterOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return command.parse(args, { from: 'user' }).opts();
}

const engine: readonly EngineChoice[] = [{ engine: 'spark' }, { engine: 'flink' }];

describe('--master and --flink', () => {
  test.each(['spark://localhost:7077', 'spark://127.0.0.1:7077', 'spark://[::1]:7077', `spark://${hostname()}:7077`])(
    'take %s, with a broker of our own',
    (master) => {
      expect(clustersOf({ ...parsed('--master', master), engine })).toEqual({ master, flink: undefined });
    },
  );

  test('take other machines with a Kafka cluster that these reach', () => {
    const given = parsed('--master', 'spark://one:7077,two:7077', '--flink', 'flink.example.org:8081');
    const clusters = { master: 'spark://one:7077,two:7077', flink: 'flink.example.org:8081' };
    expect(clustersOf({ ...given, engine, kafka: 'kafka:9092' })).toEqual(clusters);
  });

  test.each(['localhost:7077', 'spark://localhost', 'yarn', 'k8s://host:443', 'spark://a:1, b:2', 'spark://'])(
    'refuse the master %j',
    (text) => {
      expect(() => parsed('--master', text)).toThrow('Write it as spark://localhost:7077.');
    },
  );

  test.each(['localhost', 'http://localhost:8081', 'a:1,b:2'])('refuse the endpoint %j', (text) => {
    expect(() => parsed('--flink', text)).toThrow('Write it as localhost:8081.');
  });

  test.each<[string, string, EngineChoice['engine']]>([
    ['--master', 'spark://localhost:7077', 'flink'],
    ['--flink', 'localhost:8081', 'spark'],
  ])('%s is refused where its engine is not measured', (option, value, other) => {
    const refused = (): unknown => clustersOf({ ...parsed(option, value), engine: [{ engine: other }] });
    expectRefusal(refused, StreamBenchError, [`${option} is only for --engine`, 'leave']);
  });

  test('another machine is refused without a Kafka cluster', () => {
    const refused = (): unknown => clustersOf({ ...parsed('--flink', 'far.example.org:8081'), engine });
    expectRefusal(refused, StreamBenchError, ['--flink: far.example.org is another machine', '--kafka.']);
  });

  test('nothing is given where neither is', () => {
    expect(clustersOf(parsed())).toEqual({ master: undefined, flink: undefined });
  });
});
