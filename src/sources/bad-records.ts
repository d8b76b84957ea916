import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { BadRecordCounts } from './source.ts';

/** What to do with a record that cannot be read: end the run, leave it out, or write it to a dead-letter file. */
export type BadRecordPolicy = 'fail' | 'skip' | { readonly deadLetter: string };

/** Lines count from 1, as in editors. Rows of files without lines count from 0. */
export interface Place {
  readonly line?: number;
  readonly row?: number;
}

export interface BadRecord {
  readonly place: Place;
  /** The column at fault; undefined if the whole record is. */
  readonly column: string | undefined;
  readonly what: string;
  readonly remedy: string | undefined;
  /** As much of it as could be read, as plain data. */
  readonly record: unknown;
}

/**
 * Handles the bad records of one file. A dead-letter file has a line of JSON for each of them. It appears once the file
 * has been read.
 */
export class BadRecords {
  readonly #path: string;
  readonly #letters: DeadLetters | undefined;
  readonly #fails: boolean;
  #count = 0;

  /** Throws StreamBenchError if the dead-letter file cannot be written. */
  constructor(path: string, policy: BadRecordPolicy) {
    this.#path = path;
    this.#fails = policy === 'fail';
    if (typeof policy === 'object') this.#letters = new DeadLetters(policy.deadLetter, path);
  }

  /** Throws StreamBenchError if the policy is to fail. */
  take(bad: BadRecord): void {
    const { place, column, what, remedy, record } = bad;
    if (this.#fails) {
      throw new StreamBenchError({
        kind: 'input',
        where: whereOf(this.#path, place, column),
        what,
        ...(remedy !== undefined && { remedy }),
      });
    }
    this.#count++;
    this.#letters?.write({ file: this.#path, ...place, column, what, record });
  }

  finish(): BadRecordCounts {
    this.#letters?.finish();
    return this.#letters === undefined
      ? { skipped: this.#count, deadLettered: 0 }
      : { skipped: 0, deadLettered: this.#count };
  }

  abandon(): void {
    this.#letters?.abandon();
  }
}

function whereOf(path: string, { line, row }: Place, column: string | undefined): string {
  const inColumn = column === undefined ? '' : `, column '${column}'`;
  return line === undefined ? `${path}${inColumn}, row ${row} (the first is 0)` : `${path}:${line}${inColumn}`;
}

/** How many characters are written at once. */
const chunkLength = 1 << 16;

/** Written under another name and renamed when complete, so that an earlier file is replaced as a whole. */
class DeadLetters {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  #pending = '';

  constructor(path: string, source: string) {
    if (resolve(path) === resolve(source)) {
      throw new StreamBenchError({
        kind: 'input',
        where: path,
        what: 'the dead-letter file is the recording itself',
        remedy: 'Name another file.',
      });
    }
    this.#path = path;
    this.#partial = `${path}.${process.pid}.partial`;
    this.#file = this.#attempt(() => openSync(this.#partial, 'w'));
  }

  write(letter: unknown): void {
    this.#pending += `${JSON.stringify(letter)}\n`;
    if (this.#pending.length > chunkLength) this.#flush();
  }

  finish(): void {
    this.#flush();
    this.#attempt(() => {
      closeSync(this.#file);
      renameSync(this.#partial, this.#path);
    });
  }

  abandon(): void {
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }

  #flush(): void {
    this.#attempt(() => writeSync(this.#file, this.#pending));
    this.#pending = '';
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new StreamBenchError(
        {
          kind: 'environment',
          where: this.#path,
          what: `the dead-letter file cannot be written (${reason})`,
          remedy: 'Name a file in a folder that exists and that you may write to.',
        },
        error,
      );
    }
  }
}
