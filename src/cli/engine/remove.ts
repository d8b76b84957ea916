import { removeInstallations } from '../../installations/cached-installations.ts';
import type { InstallationName } from '../../installations/pins.ts';

/** Removes engines, and says of each what was there. */
export function removeEngines(names: readonly InstallationName[], cache: string): string {
  return names
    .map((name) => {
      const versions = removeInstallations(name, cache);
      return versions.length === 0 ? `${name} is not installed\n` : `${name} ${versions.join(', ')} is removed\n`;
    })
    .join('');
}
