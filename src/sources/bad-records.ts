import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { StreamBenchError } from '../errors.ts';
import type { BadRecordCounts } from './source.ts';

/** What to do with a record that cannot be read: end the run, leave it out, or write it to a file instead. */
export type BadRecordPolicy = 'fail' | 'skip' | { readonly deadLetter: string };

/** Lines are counted from 1, as editors do; rows of files without lines from 0. */
export interface Place {
  readonly line?: number;
  readonly row?: number;
}

export interface BadRecord {
  readonly place: Place;
  /** The column at fault, where it is one. */
  readonly column: string | undefined;
  readonly what: string;
  readonly remedy: string | undefined;
  /** As much of it as could be read, as plain data. */
  readonly record: unknown;
}

/** Takes the bad records of one file. A dead-letter file has one line of JSON for each, and appears when all are known. */
export class BadRecords {
  readonly #path: string;
  readonly #letters: DeadLetters | undefined;
  readonly #fails: boolean;
  #count = 0;

  /** Throws where the dead-letter file cannot be written. */
  constructor(path: string, policy: BadRecordPolicy) {
    this.#path = path;
    this.#fails = policy === 'fail';
    if (typeof policy === 'object') this.#letters = new DeadLetters(policy.deadLetter, path);
  }

  /** Throws where a bad record is to end the run. */
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

/** Characters that are written at once. */
const chunkLength = 1 << 16;

/** Written beside its place and moved there when complete, so that an earlier one is whole until then. */
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
    this.#file = this.#tell(() => openSync(this.#partial, 'w'));
  }

  write(letter: unknown): void {
    this.#pending += `${JSON.stringify(letter)}\n`;
    if (this.#pending.length > chunkLength) this.#flush();
  }

  finish(): void {
    this.#flush();
    this.#tell(() => {
      closeSync(this.#file);
      renameSync(this.#partial, this.#path);
    });
  }

  abandon(): void {
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }

  #flush(): void {
    this.#tell(() => writeSync(this.#file, this.#pending));
    this.#pending = '';
  }

  #tell<T>(action: () => T): T {
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
