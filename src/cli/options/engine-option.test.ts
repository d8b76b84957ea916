import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { addEngine, defaultEngines, type EngineChoice } from './engine-option.ts';
import { expectRefusal } from '../refusal.test-program.ts';

function given(...texts: string[]): readonly EngineChoice[] {
  return texts.reduce<readonly EngineChoice[]>((before, text) => addEngine(text, before), defaultEngines);
}

test('adds each engine to those before it, with the modes that it names', () => {
  expect(given('node')).toEqual([{ engine: 'node' }]);
  expect(given('local', 'node=micro-batch,continuous')).toEqual([
    { engine: 'local' },
    { engine: 'node', modes: ['micro-batch', 'continuous'] },
  ]);
});

test.each([
  ['nod', ["'nod'", "Did you mean 'node'?"]],
  ['', ["''", 'Choose one of local, node, spark, flink, job.']],
  ['node=', ["''", 'Choose one of continuous, micro-batch.']],
  ['node=batch', ["mode of node 'batch'"]],
  ['spark=realtime', ["Did you mean 'real-time'?"]],
  ['node=continuous=x', ['node=continuous,micro-batch']],
])('refuses %j', (text, facts) => {
  expectRefusal(() => given(text), InvalidArgumentError, facts);
});

test('refuses an engine that is given twice', () => {
  expectRefusal(() => given('node', 'node=continuous'), InvalidArgumentError, ['node is given twice', 'one list']);
});
