import { Command } from 'commander';
import { expect, test } from 'vitest';
import { sinkKinds, sinks } from '../../sinks/kinds.ts';
import { sinkOf, withSinkOptions } from './sink-options.ts';

function parse(...args: readonly string[]): Record<string, unknown> {
  const command = withSinkOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return command.parse(args, { from: 'user' }).opts();
}

test.each(sinkKinds)('--sink %s is a choice, and help says what it does', (sink) => {
  expect(parse('--sink', sink)['sink']).toBe(sink);
  expect(withSinkOptions(new Command()).options[0].description).toContain(`${sink} ${sinks[sink].describe}`);
});

test('--sink refuses other names and lists all', () => {
  expect(() => parse('--sink', 'disk')).toThrow(`Allowed choices are ${sinkKinds.join(', ')}.`);
});

test.each(sinkKinds)('--sync full with sink %s is accepted only where it makes a difference', (sink) => {
  const options = { sink, sync: 'full', wait: 'spin' } as const;
  if (sinks[sink].syncs) return expect(sinkOf(options)).toEqual(options);
  expect(() => sinkOf(options)).toThrow(expect.objectContaining({ name: 'StreamBenchError' }));
  expect(() => sinkOf(options)).toThrow(`The ${sink} sink ${sinks[sink].describe}.`);
  expect(sinkOf({ ...options, sync: 'normal' })).toEqual({ ...options, sync: 'normal' });
});
