import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { guard } from './guardian.ts';
import { isStopped } from './is-stopped.ts';

export interface ProgramOptions {
  readonly cwd: string;
  /** Added to that of this process; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The file that takes what it prints. */
  readonly log: string;
}

export interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Given if it could not be started. */
  readonly error?: Error;
}

/** How long a program may take to end by itself before it is killed. */
const graceMs = 5000;
/** How often, and in which distance, it is looked whether its children have ended. */
const [mostTries, triesMs] = [100, 50];
/** Of the log, in a message. */
const shownLines = 20;

/** A program of others, such as a broker: it ends with this process at the latest, and so do its own children. */
export class Program {
  readonly ended: Promise<ProgramEnd>;
  readonly #process: ChildProcess;
  readonly #log: string;

  constructor(command: string, args: readonly string[], { cwd, env = {}, log }: ProgramOptions) {
    const output = openSync(log, 'a');
    this.#log = log;
    // A process group of its own, so that its children can be ended with it.
    this.#process = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const release = this.pid === undefined ? () => {} : guard(-this.pid, null);
    this.ended = new Promise<ProgramEnd>((resolve) => {
      this.#process.once('error', (error) => resolve({ exitCode: null, signal: null, error }));
      this.#process.once('exit', (exitCode, signal) => resolve({ exitCode, signal }));
    }).finally(release);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /**
   * Waits until it has ended by itself. Stops it where that takes longer than the limit: then undefined.
   *
   * @throws the signal's reason, if that is aborted: then it is stopped too
   */
  async endWithin(limitMs: number, signal: AbortSignal): Promise<ProgramEnd | undefined> {
    const over = setTimeout(limitMs, undefined, { ref: false, signal }).catch(() => undefined);
    const end = await Promise.race([this.ended, over]);
    if (end !== undefined) return end;
    await this.stop();
    signal.throwIfAborted();
    return undefined;
  }

  /** Asks it to end, and kills what is left of its group after some seconds. */
  async stop(): Promise<ProgramEnd> {
    this.#signal('SIGTERM');
    const end = await Promise.race([this.ended, setTimeout(graceMs, undefined, { ref: false })]);
    // Its own children may still clear away what they have written.
    for (let tries = 0; tries < mostTries && this.#signal(0); tries++) await setTimeout(triesMs);
    this.#signal('SIGKILL');
    return end ?? this.ended;
  }

  /** Whether somebody has stopped the process (SIGSTOP), where the system tells it. */
  isStopped(): boolean {
    return isStopped(this.pid);
  }

  /** The last lines that it printed. */
  lastLines(count = shownLines): string {
    try {
      return readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
    } catch {
      return '';
    }
  }

  /** Whether there was anything left of its group. */
  #signal(signal: NodeJS.Signals | 0): boolean {
    try {
      return this.pid !== undefined && process.kill(-this.pid, signal);
    } catch {
      return false;
    }
  }
}
