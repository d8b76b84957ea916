import { expect, test } from 'vitest';
import { environmentOf, filledIn, takesInterval } from './job-command.ts';

const place = { kafka: '127.0.0.1:9092', in: 'orders', out: 'alerts', folder: '/tmp/f', interval: 500, schema: null };

test.each([
  ['job {kafka} {in} {out}', 'job 127.0.0.1:9092 orders alerts'],
  ['job --every {interval}ms --state {folder}/state', 'job --every 500ms --state /tmp/f/state'],
  [`job '{"topic":"{in}","n":{1}}' {input} \${in}`, `job '{"topic":"orders","n":{1}}' {input} \${in}`],
])('%s is filled in', (command, filled) => {
  expect(filledIn(command, place)).toBe(filled);
});

test('variables tell the same', () => {
  expect(environmentOf({ ...place, interval: null })).toEqual({
    STREAM_BENCH_KAFKA: '127.0.0.1:9092',
    STREAM_BENCH_IN: 'orders',
    STREAM_BENCH_OUT: 'alerts',
    STREAM_BENCH_FOLDER: '/tmp/f',
    STREAM_BENCH_INTERVAL_MS: '',
    STREAM_BENCH_SCHEMA: '',
  });
});

test.each([
  ['job {interval}', true],
  ['job ${interval}', false],
  ['job {in}', false],
])('%s takes an interval: %s', (command, takes) => {
  expect(takesInterval(command)).toBe(takes);
});
