import { statSync } from 'node:fs';
import { reasonOf, StreamBenchError } from '../errors.ts';
import { filePlace } from '../files/file-place.ts';
import { WholeFile } from '../files/whole-file.ts';
import type { BadRecordPolicy } from './bad-record-policy.ts';
import type { BadRecordCounts } from './source.ts';

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
  /** Whether it is about the file and not the record. */
  readonly isOfFile: boolean;
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

  /** Throws StreamBenchError if the policy is to fail, or if it is about the file. */
  take(bad: BadRecord): void {
    const { place, column, what, remedy, isOfFile, record } = bad;
    if (this.#fails || isOfFile) {
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

/**
 * Collects text, and writes it in large pieces. The file appears when it is complete. The units of a command read more
 * or fewer records of the file, from its start: the letters of the longest read stay.
 */
class DeadLetters {
  readonly #path: string;
  /** Made once there is enough to write, since an interruption leaves what of it is there; a stream at once. */
  #file: WholeFile | undefined;
  #pending = '';
  #bytes = 0;

  constructor(path: string, source: string) {
    this.#path = path;
    this.#attempt(() => {
      // Whether it can be written is found out before the recording is read.
      if (filePlace(path).identity !== filePlace(source).identity) return this.#tryToOpen();
      throw new StreamBenchError({
        kind: 'input',
        where: path,
        what: 'the dead-letter file is the recording itself',
        remedy: 'Name another file.',
      });
    });
  }

  #tryToOpen(): void {
    const file = new WholeFile(this.#path);
    // Who reads a stream would take its close for the end.
    if (filePlace(this.#path).kind === 'stream') this.#file = file;
    else file.abandon();
  }

  write(letter: unknown): void {
    this.#pending += `${JSON.stringify(letter)}\n`;
    if (this.#pending.length > chunkLength) this.#flush();
  }

  finish(): void {
    this.#flush();
    const { kind } = filePlace(this.#path);
    const isShorter = kind === 'file' && statSync(this.#path).size > this.#bytes;
    this.#attempt(() => (isShorter ? this.#file?.abandon() : this.#file?.finish()));
  }

  abandon(): void {
    this.#file?.abandon();
  }

  #flush(): void {
    this.#attempt(() => (this.#file ??= new WholeFile(this.#path)).write(this.#pending));
    this.#bytes += Buffer.byteLength(this.#pending);
    this.#pending = '';
  }

  #attempt<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (error instanceof StreamBenchError) throw error;
      throw new StreamBenchError(
        {
          kind: 'environment',
          where: this.#path,
          what: `the dead-letter file cannot be written (${reasonOf(error)})`,
          remedy: 'Name a file in a folder that you may write to.',
        },
        error,
      );
    }
  }
}
