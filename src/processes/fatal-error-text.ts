/** How Node begins the report of a heap that is full, some thirty lines, before it aborts. */
const fullHeap = /^<--- Last few GCs --->|^FATAL ERROR: .*heap/;

/** Passes on what a child prints to standard error, but the report of a full heap, which becomes a fact. */
export class FatalErrorText {
  ranOutOfMemory = false;
  readonly #pass: (text: string) => void;
  /** The beginning of a line whose end is still to come. */
  #open = '';

  constructor(pass: (text: string) => void) {
    this.#pass = pass;
  }

  take(text: string): void {
    const lines = (this.#open + text).split('\n');
    this.#open = lines.pop()!;
    for (const line of lines) this.#takeLine(`${line}\n`);
  }

  /** Passes on a last line without an end. */
  end(): void {
    if (this.#open !== '') this.#takeLine(this.#open);
    this.#open = '';
  }

  #takeLine(line: string): void {
    this.ranOutOfMemory ||= fullHeap.test(line);
    if (!this.ranOutOfMemory) this.#pass(line);
  }
}
