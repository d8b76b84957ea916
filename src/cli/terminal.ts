import { escapeForeignControls } from '../control-characters.ts';

export interface Output {
  readonly isTTY?: boolean;
  /** Width of a terminal, which may change. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A terminal, on which one line can be replaced. */
interface LiveOutput extends Output {
  /** Shows a line until anything else is written. An empty one only removes the line before. */
  showLine?(line: string): void;
}

/** Where a command prints, and how it is interrupted. Passed in, so that tests can replace it. */
export interface Terminal {
  /** For results. */
  readonly stdout: Output;
  /** For progress and problems. */
  readonly stderr: LiveOutput;
  /**
   * Aborted when the user interrupts. To read it says that the command ends itself then: until that, an interrupt ends
   * the process at once, even where the command blocks it.
   */
  readonly signal: AbortSignal;
}

/**
 * Escapes control characters, so that text from outside cannot move the cursor of a terminal or clear it: in problems
 * always, since a terminal shows them also behind a pipe; in results on a terminal. Files and other programs get
 * results unchanged.
 */
export function guarded(outside: Terminal): Terminal {
  const { stdout, stderr } = outside;
  return {
    stdout: stdout.isTTY === true ? new GuardedOutput(stdout) : stdout,
    stderr: guardedProblems(stderr),
    get signal() {
      return outside.signal;
    },
  };
}

function guardedProblems(stderr: Output): LiveOutput {
  return stderr.isTTY === true ? new GuardedTerminal(stderr) : new GuardedOutput(stderr);
}

class GuardedOutput implements Output {
  protected readonly output: Output;

  constructor(output: Output) {
    this.output = output;
  }

  get isTTY(): boolean {
    return this.output.isTTY === true;
  }

  get columns(): number | undefined {
    return this.output.columns;
  }

  write(text: string): unknown {
    return this.output.write(escapeForeignControls(text));
  }
}

/** Back to the start of the line, and clear what is there. */
const clearLine = '\r\u001b[K';

class GuardedTerminal extends GuardedOutput implements LiveOutput {
  #hasLine = false;

  override write(text: string): unknown {
    this.showLine('');
    return super.write(text);
  }

  showLine(line: string): void {
    if (this.#hasLine) this.output.write(clearLine);
    if (line !== '') super.write(line);
    this.#hasLine = line !== '';
  }
}
