import { stripVTControlCharacters } from 'node:util';
import wrapAnsi from 'wrap-ansi';
import { escapeControls } from '../../control-characters.ts';
import type { Terminal } from '../terminal.ts';

/** Of a terminal that does not tell its width. */
const usualColumns = 80;
/** Between two lines where there is no terminal, such as in the log of a CI job. */
const logIntervalMs = 5000;
const logColumns = 120;

/**
 * What is shown while an experiment measures. On a terminal: a line for each unit, and below them one that says from
 * the first second on what is being done. Elsewhere: a plain line every few seconds. Times are milliseconds of one
 * clock.
 */
export class Progress {
  readonly #stderr: Terminal['stderr'];
  readonly #startedMs: number;
  #loggedMs: number;
  #state: string;

  constructor(stderr: Terminal['stderr'], workload: string, nowMs: number) {
    this.#stderr = stderr;
    this.#startedMs = nowMs;
    this.#loggedMs = nowMs;
    this.#state = `preparing ${escapeControls(workload)}`;
    this.tick(nowMs);
  }

  /** To be called about every second. */
  tick(nowMs: number): void {
    const seconds = `${Math.floor((nowMs - this.#startedMs) / 1000)} s`;
    if (this.#stderr.showLine !== undefined) this.#stderr.showLine(this.#fitted(`${this.#state}, ${seconds}`));
    else if (nowMs - this.#loggedMs >= logIntervalMs) {
      this.#stderr.write(`${fitted(`${seconds}: ${this.#state}`, logColumns)}\n`);
      this.#loggedMs = nowMs;
    }
  }

  /** @param line of the unit that is finished */
  unitDone(line: string, done: number, total: number, nowMs: number): void {
    if (this.#stderr.showLine !== undefined) {
      this.#stderr.write(`${this.#fitted(line)}\n`);
      this.#state = `measuring, ${done} of ${total} units done`;
      this.tick(nowMs);
    } else this.#state = stripVTControlCharacters(line).replaceAll(/ {2,}/g, ' ').trim();
  }

  /** @param part what is measured apart from the units of the result */
  partDone(part: string, done: number, total: number, nowMs: number): void {
    this.#state = `measuring the ${part}, ${done} of ${total} units done`;
    if (this.#stderr.showLine !== undefined) this.tick(nowMs);
  }

  /** Removes the line that says what is being done. */
  end(): void {
    this.#stderr.showLine?.('');
  }

  /** Cut to the width of the terminal; the last column stays free, because some terminals break the line there. */
  #fitted(line: string): string {
    return fitted(line, Math.max(2, (this.#stderr.columns ?? usualColumns) - 1));
  }
}

function fitted(line: string, width: number): string {
  const isWhole = linesOf(line, width).length === 1;
  return isWhole ? line : `${linesOf(line, width - 1)[0]}…`;
}

function linesOf(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true, wordWrap: false, trim: false }).split('\n');
}
