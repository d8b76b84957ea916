import { stripVTControlCharacters } from 'node:util';
import { escapeControls } from '../../control-characters.ts';
import { StateLine } from '../state-line.ts';
import type { Terminal } from '../terminal.ts';

/**
 * What is shown while an experiment measures. On a terminal: a line for each unit, and below them one that says what is
 * being done. Elsewhere: a plain line every few seconds. Times are milliseconds of one clock.
 */
export class Progress {
  readonly #line: StateLine;

  constructor(stderr: Terminal['stderr'], workload: string, nowMs: number) {
    this.#line = new StateLine(stderr, `preparing ${escapeControls(workload)}`, nowMs);
  }

  /** To be called about every second. */
  tick(nowMs: number): void {
    this.#line.tick(nowMs);
  }

  /** @param line of the unit that is finished */
  unitDone(line: string, done: number, total: number, nowMs: number): void {
    if (this.#line.isLive) {
      this.#line.print(line);
      this.#line.state = `measuring, ${done} of ${total} units done`;
      this.tick(nowMs);
    } else this.#line.state = stripVTControlCharacters(line).replaceAll(/ {2,}/g, ' ').trim();
  }

  /** @param part what is measured apart from the units of the result */
  partDone(part: string, done: number, total: number, nowMs: number): void {
    this.#line.state = `measuring the ${part}, ${done} of ${total} units done`;
    if (this.#line.isLive) this.tick(nowMs);
  }

  /** Removes the line that says what is being done. */
  end(): void {
    this.#line.end();
  }
}
