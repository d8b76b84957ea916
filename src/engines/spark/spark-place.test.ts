import { expect, test } from 'vitest';
import { sparkPlace } from './spark-place.ts';

const loopback = { 'spark.driver.host': '127.0.0.1', 'spark.driver.bindAddress': '127.0.0.1' };

test.each([
  [undefined, 2, { master: 'local[2]', settings: loopback, cores: 0 }],
  [undefined, null, { master: 'local[*]', settings: loopback, cores: 0 }],
  [
    'spark://localhost:7077',
    2,
    { master: 'spark://localhost:7077', settings: { ...loopback, 'spark.cores.max': '2' }, cores: 2 },
  ],
  ['spark://127.0.0.1:7077', null, { master: 'spark://127.0.0.1:7077', settings: loopback, cores: 1 }],
  [
    'spark://one:7077,two:7077',
    4,
    { master: 'spark://one:7077,two:7077', settings: { 'spark.cores.max': '4' }, cores: 4 },
  ],
])('on %s with %s cores', (master, cores, place) => {
  expect(sparkPlace(master, cores)).toEqual(place);
});
