import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { curveShapes } from '../../loads/index.ts';
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
])('%j is understood', (text, load) => {
  expect(parseLoad(text)).toEqual(load);
});

test.each(Object.entries(curveShapes))('the example of %s is one of its own', (kind, { example }) => {
  expect(parseLoad(example).shape).toBe(kind);
});

test.each([
  ['poison', "There is no load 'poison'. Did you mean 'poisson'?"],
  ['sawtooth', "There is no load 'sawtooth'. Choose constant, poisson, step, ramp, wave, burst, replay, saturate."],
  ['', "There is no load ''. Choose constant, poisson, step, ramp, wave, burst, replay, saturate."],
  ['burst', "'rate' is missing. Write it like burst:rate=50k,peak=500k,on=200ms,every=5s."],
  ['burst:rate=50k,on=200ms,every=5s', "'peak' is missing. Write it like burst:rate=50k,peak=500k,on=200ms,every=5s."],
  ['burst:rate=50k,peek=500k', "'burst' has no parameter 'peek'. Did you mean 'peak'?"],
  ['burst:rate=50k,amplitude=9', "'burst' has no parameter 'amplitude'. It takes rate, peak, on, every."],
  ['burst:', "'burst' has no parameter ''. It takes rate, peak, on, every."],
  ['saturate:rate=5', "'saturate' has no parameter 'rate'. It takes none."],
  ['burst:rate', "'rate' needs one value: write burst:rate=50k,peak=500k,on=200ms,every=5s."],
  ['poisson:rate=1=2', "'rate' needs one value: write poisson:rate=…."],
  ['ramp:rate=1k,rate=2k', 'A parameter is given twice.'],
  ['ramp:rate=1k,to=5,over=10', "'over': Which unit? Write 10ms or 10s."],
  [
    'ramp:rate=fast',
    "'rate': A rate is records per second above 0, such as 500, 50k or 1.5M, or 'max' for all at once.",
  ],
  ['ramp:rate=max', "'rate': A load of a shape has a rate, such as 50k."],
  ['wave:rate=5k,peak=5k,every=1s', "'peak' is not above 'rate'. Write it like wave:rate=5k,peak=50k,every=10s."],
])('%j is refused', (text, message) => {
  expect(() => parseLoad(text)).toThrow(new InvalidArgumentError(message));
});
