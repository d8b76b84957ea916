import chalk, { chalkStderr } from 'chalk';

/**
 * Shows no colours where NO_COLOR is set (https://no-color.org), which chalk leaves to the program. FORCE_COLOR, which
 * chalk obeys, is stronger, as in Node.
 */
export function obeyNoColor(env: Readonly<Record<string, string | undefined>>): void {
  if ((env['NO_COLOR'] ?? '') === '' || env['FORCE_COLOR'] !== undefined) return;
  chalk.level = 0;
  chalkStderr.level = 0;
}
