import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cacheFolder } from './cache-folder.ts';

test.each([
  [undefined, join('/home/me', '.cache')],
  ['', join('/home/me', '.cache')],
  // A relative path is invalid by the specification.
  ['cache', join('/home/me', '.cache')],
  ['/big/disk', '/big/disk'],
])('with XDG_CACHE_HOME %j it is in %j', (given, expected) => {
  const environment = given === undefined ? {} : { XDG_CACHE_HOME: given };
  expect(cacheFolder(environment, '/home/me')).toBe(join(expected, 'stream-bench', 'engines'));
});
