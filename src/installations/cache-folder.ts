import { isAbsolute, join } from 'node:path';

/**
 * Where installations are kept: `stream-bench/engines` in the user's cache folder.
 *
 * @param environment XDG_CACHE_HOME counts if it is an absolute path
 *   (https://specifications.freedesktop.org/basedir-spec)
 */
export function cacheFolder(environment: Readonly<NodeJS.ProcessEnv>, home: string): string {
  const given = environment['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(given) ? given : join(home, '.cache'), 'stream-bench', 'engines');
}
