import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';

/** What a path leads to: `stream` is a device, a FIFO or a socket, which takes text and keeps no older one. */
export type PlaceKind = 'nothing' | 'file' | 'folder' | 'disk' | 'stream';

/** Where a path leads to, through links. */
export interface FilePlace {
  /** For files, and those to be made: the file itself, behind all links. */
  readonly path: string;
  readonly kind: PlaceKind;
  /** Equal for all names of one file. */
  readonly identity: string;
}

// As the system does, which follows a link before `..`; `realpathSync` itself and `resolve` work on the text.
const { native: realPath } = realpathSync;

/** The path of what is not there, through the links of the folders that are. */
function throughLinks(path: string): string {
  const folder = dirname(path);
  return join(existsSync(folder) ? realPath(folder) : throughLinks(folder), basename(path));
}

/** Follows links, also one to a file that is not there yet. Throws the system's error. */
export function filePlace(path: string): FilePlace {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    const link = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (link) return filePlace(targetOf(path));
    const place = throughLinks(path);
    return { path: place, kind: 'nothing', identity: place };
  }
  const identity = `${found.dev}:${found.ino}`;
  if (found.isFile()) return { path: realPath(path), kind: 'file', identity };
  const kind = found.isDirectory() ? 'folder' : found.isBlockDevice() ? 'disk' : 'stream';
  return { path: resolve(path), kind, identity };
}

/** Of a link, which may itself stand behind links. */
function targetOf(link: string): string {
  const target = readlinkSync(link);
  return isAbsolute(target) ? target : `${realPath(dirname(link))}${sep}${target}`;
}
