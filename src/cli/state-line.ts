import wrapAnsi from 'wrap-ansi';
import type { Terminal } from './terminal.ts';

/** Of a terminal that does not tell its width, or tells 0, as that of `script` does. */
const usualColumns = 80;
/** Between two lines where there is no terminal, such as in the log of a CI job. */
const logIntervalMs = 5000;
const logColumns = 120;

/**
 * Says what is being done, and for how long. On a terminal: one line, from the first second on. Elsewhere: a plain line
 * every few seconds. Times are milliseconds of one clock.
 */
export class StateLine {
  /** What is being done. */
  state: string;
  readonly #stderr: Terminal['stderr'];
  readonly #startedMs: number;
  #loggedMs: number;

  constructor(stderr: Terminal['stderr'], state: string, nowMs: number) {
    this.#stderr = stderr;
    this.#startedMs = nowMs;
    this.#loggedMs = nowMs;
    this.state = state;
    this.tick(nowMs);
  }

  get isLive(): boolean {
    return this.#stderr.showLine !== undefined;
  }

  /** To be called about every second, and when the state changes. */
  tick(nowMs: number): void {
    const seconds = `${Math.floor((nowMs - this.#startedMs) / 1000)} s`;
    if (this.#stderr.showLine !== undefined) this.#stderr.showLine(this.#fitted(`${this.state}, ${seconds}`));
    else if (nowMs - this.#loggedMs >= logIntervalMs) {
      this.#stderr.write(`${fitted(`${seconds}: ${this.state}`, logColumns)}\n`);
      this.#loggedMs = nowMs;
    }
  }

  /** Prints a line that stays, above the other. */
  print(line: string): void {
    this.#stderr.write(`${this.#fitted(line)}\n`);
  }

  /** Removes the line. */
  end(): void {
    this.#stderr.showLine?.('');
  }

  /** Cut to the width of the terminal; the last column stays free, because some terminals break the line there. */
  #fitted(line: string): string {
    const { columns = 0 } = this.#stderr;
    return fitted(line, Math.max(2, (columns === 0 ? usualColumns : columns) - 1));
  }
}

function fitted(line: string, width: number): string {
  const isWhole = linesOf(line, width).length === 1;
  return isWhole ? line : `${linesOf(line, width - 1)[0]}…`;
}

function linesOf(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true, wordWrap: false, trim: false }).split('\n');
}
