import { Command } from 'commander';
import { expect, test } from 'vitest';
import { StreamBenchError } from '../../errors.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import { kafkaOf, withKafkaOptions, type KafkaOptions } from './kafka-options.ts';

function parsed(...args: string[]): KafkaOptions {
  const command = withKafkaOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return command.parse(args, { from: 'user' }).opts();
}

test.each(['localhost:9092', '10.0.0.1:9092,kafka-2.example.org:9093', '[::1]:9092'])('takes %s', (bootstrap) => {
  expect(kafkaOf(parsed('--kafka', bootstrap))).toEqual({ bootstrap, properties: undefined });
});

test.each(['localhost', 'localhost:', 'http://localhost:9092', 'a:1, b:2', 'a:1,'])('refuses %j', (text) => {
  expect(() => parsed('--kafka', text)).toThrow('Write it as localhost:9092');
});

test('a properties file is only for a cluster of the user', () => {
  expect(kafkaOf(parsed())).toBeUndefined();
  const refused = (): unknown => kafkaOf(parsed('--kafka-properties', 'x'));
  expectRefusal(refused, StreamBenchError, ['--kafka-properties is only for a cluster of yours', '--kafka.']);
});
