/** How Node begins the report of a full heap or of another fatal error: some thirty lines, before it aborts. */
const fatalError = /^(<--- Last few GCs --->|FATAL ERROR: |----- Native stack trace -----|# Fatal )/;
const fullHeap = /^<--- Last few GCs --->|^FATAL ERROR: .*heap/;

/** Passes on what a child prints to standard error, but Node's report of a fatal error, which becomes a fact. */
export class FatalErrorText {
  ranOutOfMemory = false;
  readonly #pass: (text: string) => void;
  /** Empty lines, which a report begins with, and the beginning of a line whose end is still to come. */
  #open = '';
  #isReport = false;

  constructor(pass: (text: string) => void) {
    this.#pass = pass;
  }

  take(text: string): void {
    const lines = (this.#open + text).split(/(?<=[^\n]\n)/);
    const isWhole = lines.at(-1)!.endsWith('\n') && lines.at(-1)!.trim() !== '';
    this.#open = isWhole ? '' : lines.pop()!;
    for (const line of lines) this.#takeLine(line);
  }

  /** Passes on a last line without an end. */
  end(): void {
    if (this.#open !== '') this.#takeLine(this.#open);
    this.#open = '';
  }

  /** A line with the empty ones before it. */
  #takeLine(line: string): void {
    const text = line.trimStart();
    this.ranOutOfMemory ||= fullHeap.test(text);
    this.#isReport ||= fatalError.test(text);
    if (!this.#isReport) this.#pass(line);
  }
}
