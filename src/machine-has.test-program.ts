import { existsSync } from 'node:fs';

/** For `runIf`: whether the machine has this file. Where it has not, a line says what is not tried. */
export function machineHas(path: string): boolean {
  const isThere = existsSync(path);
  if (!isThere) process.stderr.write(`Tests that need ${path} are not tried: this machine has none.\n`);
  return isThere;
}
