import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { curveShapes } from '../../loads/index.ts';
import { expectRefusal } from '../refusal.test-program.ts';
import { parseLoad } from './load-option.ts';

test.each([
  ['poisson', { shape: 'poisson', parameters: {} }],
  ['poisson:rate=50k', { shape: 'poisson', parameters: { ratePerSecond: 50_000 } }],
  ['replay:speed=60x', { shape: 'replay', parameters: { speed: 60 } }],
  [
    'burst:rate=50k,peak=500k,on=200ms,every=5s',
    { shape: 'burst', parameters: { ratePerSecond: 50_000, peakPerSecond: 500_000, onMs: 200, everyMs: 5000 } },
  ],
  [
    'burst: every=5s, on=200ms, peak=500k, rate=0',
    { shape: 'burst', parameters: { ratePerSecond: 0, peakPerSecond: 500_000, onMs: 200, everyMs: 5000 } },
  ],
  ['step:rate=1k,to=2k,at=1s', { shape: 'step', parameters: { ratePerSecond: 1000, toPerSecond: 2000, atMs: 1000 } }],
  [
    'step:rate=1k,to=2k,at=1s,for=2s',
    { shape: 'step', parameters: { ratePerSecond: 1000, toPerSecond: 2000, atMs: 1000, forMs: 2000 } },
  ],
])('%j is a load', (text, load) => {
  expect(parseLoad(text)).toEqual(load);
});

test.each(Object.entries(curveShapes))('the example of %s is a load of that shape', (kind, { example }) => {
  expect(parseLoad(example).shape).toBe(kind);
});

const all = 'constant, poisson, step, ramp, wave, burst, replay, saturate';
const exampleOfBurst = 'burst:rate=50k,peak=500k,on=200ms,every=5s';

test.each([
  ['poison', ["'poison'", "Did you mean 'poisson'?"]],
  ['sawtooth', ["'sawtooth'", all]],
  ['', ["''", all]],
  ['burst', ["'rate' is missing", exampleOfBurst]],
  ['burst:rate=50k,on=200ms,every=5s', ["'peak' is missing", exampleOfBurst]],
  ['burst:rate=50k,peek=500k', ["'burst'", "'peek'", "Did you mean 'peak'?"]],
  ['burst:rate=50k,amplitude=9', ["'burst'", "'amplitude'", 'rate, peak, on, every']],
  ['burst:', ["'burst'", "''", 'rate, peak, on, every']],
  ['saturate:rate=5', ["'saturate'", "'rate'", 'none']],
  ['burst:rate', ["'rate' needs one value", exampleOfBurst]],
  ['poisson:rate=1=2', ["'rate' needs one value", 'poisson:rate=…']],
  ['ramp:rate=1k,rate=2k', ['given twice']],
  ['ramp:rate=1k,to=5,over=10', ["'over'", '10ms', '10s']],
  ['ramp:rate=fast', ["'rate'", 'records per second above 0']],
  ['ramp:rate=max', ["'rate'", 'records per second above 0']],
  ['wave:rate=5k,peak=5k,every=1s', ["'peak' is not above 'rate'", 'wave:rate=5k,peak=50k,every=10s']],
])('%j is refused', (text, facts) => {
  expectRefusal(() => parseLoad(text), InvalidArgumentError, facts);
});

test('a rate in a load is finite, so its error does not offer max', () => {
  expect(() => parseLoad('ramp:rate=max')).toThrow(/^((?!max).)*$/);
});
