/** A part of a process's work that may not take for ever. */
export interface Phase {
  /** What the process does, as in "has been preparing". */
  readonly doing: string;
  /** After this time the user is told. */
  readonly noticeMs: number;
  /** After this time the process is stopped. */
  readonly limitMs: number;
}

/** What happens to a process that takes long. */
export interface WatchdogCalls {
  readonly onSlow: (phase: Phase) => void;
  readonly onOverdue: (phase: Phase) => void;
}

/** Node calls back at once after a longer time: 24 days. */
const longestTimerMs = 2 ** 31 - 1;

/** Watches the phases of one process, one after the other. A process that waits for its turn is in none. */
export class Watchdog {
  readonly #calls: WatchdogCalls;
  #timers: readonly NodeJS.Timeout[] = [];
  #isStopped = false;

  constructor(calls: WatchdogCalls) {
    this.#calls = calls;
  }

  /** Ends the phase before. */
  begin(phase: Phase): void {
    this.end();
    if (this.#isStopped) return;
    const { onSlow, onOverdue } = this.#calls;
    const after = (ms: number, call: WatchdogCalls['onSlow']): NodeJS.Timeout =>
      setTimeout(() => call(phase), Math.min(ms, longestTimerMs));
    this.#timers = [after(phase.noticeMs, onSlow), after(phase.limitMs, onOverdue)];
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** Ends the last phase: later ones are not watched. */
  stop(): void {
    this.end();
    this.#isStopped = true;
  }
}
