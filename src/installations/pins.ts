import { createHash } from 'node:crypto';
import recorded from './pins.json' with { type: 'json' };

/** Engines that are not part of this program, in the order of lists. */
export const installationNames = ['kafka', 'spark', 'flink'] as const;

export type InstallationName = (typeof installationNames)[number];

/** A file from Maven or pip, as it was when its version was chosen. */
interface PinnedFile {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export interface PinnedJar extends PinnedFile {
  /** `group:artifact:version`. */
  readonly artifact: string;
}

export interface PinnedPackage extends PinnedFile {
  /** `name==version`. */
  readonly requirement: string;
  readonly file: string;
}

/** What an installation consists of: its jars, and packages of Python. */
export interface Pins {
  readonly version: string;
  readonly jars: readonly PinnedJar[];
  /** In the order in which they are installed. */
  readonly packages: readonly PinnedPackage[];
}

/** `node bench/installations/pin.ts` writes the file anew. */
export const pinsOf: Readonly<Record<InstallationName, Pins>> = recorded;

/** Changes when anything of the installation does. */
export function digestOf({ version, jars, packages }: Pins): string {
  return createHash('sha256')
    .update(JSON.stringify([version, jars, packages]))
    .digest('hex');
}

/** As Maven names the file: `artifact-version.jar`. */
export function jarFile({ artifact }: PinnedJar): string {
  const [, name, version] = artifact.split(':');
  return `${name}-${version}.jar`;
}
