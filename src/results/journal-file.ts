import { appendFileSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { StreamBenchError } from '../errors.ts';

/** A text file that grows line by line. A last line that a kill cut short can be cut off. */
export class JournalFile {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Undefined where there is no file yet. */
  read(): string | undefined {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw this.#failure('read', error);
    }
  }

  append(text: string): void {
    try {
      appendFileSync(this.path, text);
    } catch (error) {
      throw this.#failure('written', error);
    }
  }

  /** Cuts off all that comes after this many bytes. */
  truncate(length: number): void {
    try {
      truncateSync(this.path, length);
    } catch (error) {
      throw this.#failure('written', error);
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }

  #failure(done: string, error: unknown): StreamBenchError {
    const what = `the finished units cannot be ${done} (${codeOf(error)})`;
    return new StreamBenchError(
      { kind: 'environment', what, where: this.path, remedy: 'Name another place with --out.' },
      error,
    );
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
