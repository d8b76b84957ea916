import { rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MeasuringContext } from '../../engine.ts';
import { makeTemporaryFolder } from '../../../processes/temporary-folder.ts';
import { wantedCount } from '../../schedule/record-count.ts';
import type { UnitSpec } from '../../unit-spec.ts';
import { inFreshProcess } from '../fresh-process.ts';

/** Fewer are made as fast as they are read. */
const fewestRecords = 100_000;
/** Of all files together; those that were used longest ago are removed first. */
const mostBytesInAll = 2 ** 31;

interface SharedFile {
  readonly path: string;
  /** Settles once it is there, or its process has failed. */
  readonly made: Promise<unknown>;
}

/**
 * Files with the records of units, each made once, in a process of its own: so all units read theirs in the same way,
 * and none has the compiled code and the garbage of a generator in its process.
 */
export class SharedRecords {
  readonly #temporary: string;
  #folder: string | undefined;
  /** By what decides on the records; the file used last at the end. */
  readonly #files = new Map<string, SharedFile>();
  #count = 0;

  /** @param temporary folder in which a folder for the files is made */
  constructor(temporary: string) {
    this.#temporary = temporary;
  }

  /**
   * The path of the file with the records of a unit, once it is made; there is no file where it would be too large.
   * Undefined where a unit has few records.
   */
  async of(spec: UnitSpec, context: MeasuringContext): Promise<string | undefined> {
    if (wantedCount(spec) < fewestRecords) return undefined;
    const key = recordsKey(spec);
    const file = this.#files.get(key) ?? this.#make(spec, context);
    this.#files.delete(key);
    this.#files.set(key, file);
    await file.made;
    this.#makeRoom();
    return file.path;
  }

  async close(): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  #make(spec: UnitSpec, context: MeasuringContext): SharedFile {
    this.#folder ??= makeTemporaryFolder(this.#temporary);
    const path = join(this.#folder, `records-${this.#count++}`);
    const process = inFreshProcess({ kind: 'records', spec, recordFile: path }, this.#temporary, context);
    return { path, made: process.then(async ({ reference }) => reference) };
  }

  #makeRoom(): void {
    let bytes = [...this.#files.values()].reduce((sum, { path }) => sum + bytesOf(path), 0);
    for (const [key, { path }] of this.#files) {
      if (bytes <= mostBytesInAll) return;
      bytes -= bytesOf(path);
      rmSync(path, { force: true });
      this.#files.delete(key);
    }
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Units with the same key have the same records. */
function recordsKey(spec: UnitSpec): string {
  const { workload, replay, loop, records, seed } = spec;
  const { load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs } = spec;
  const schedule = [load, loadParameters, ratePerSecond, speed, durationMs, warmUpMs];
  return JSON.stringify([workload, replay, loop, records, seed, ...schedule]);
}
