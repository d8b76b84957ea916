import { removeInstallations } from '../../installations/cached-installations.ts';
import { usersCacheFolder } from '../../installations/installation.ts';
import type { InstallationName } from '../../installations/pins.ts';
import type { Terminal } from '../terminal.ts';

/** Removes engines, and says of each which versions were there. */
export function removeEngines(names: readonly InstallationName[], { stdout }: Terminal): void {
  for (const name of names) {
    const versions = removeInstallations(name, usersCacheFolder());
    stdout.write(versions.length === 0 ? `${name} was not installed\n` : `${name} ${versions.join(', ')} is removed\n`);
  }
}
