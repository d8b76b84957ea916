import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** For `runIf`: whether the machine has this file. Where it has not, a line says what is not tried. */
export function machineHas(path: string): boolean {
  return told(existsSync(path), path);
}

/** For `runIf`: whether the machine has this program, as `machineHas` tells of files. */
export function machineHasProgram(name: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return told(
    folders.some((folder) => existsSync(join(folder, name))),
    name,
  );
}

function told(isThere: boolean, what: string): boolean {
  if (!isThere) process.stderr.write(`Tests that need ${what} are not tried: this machine has none.\n`);
  return isThere;
}
