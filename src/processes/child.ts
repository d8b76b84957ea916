import { fork, type ChildProcess, type Serializable } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { FatalErrorText } from './fatal-error-text.ts';
import { guard } from './guardian.ts';
import { isStopped } from './is-stopped.ts';

export interface ChildOptions {
  /** Flags for Node. */
  readonly flags?: readonly string[];
  /** `advanced`: messages keep numbers such as NaN, and objects that occur twice. */
  readonly serialization?: 'json' | 'advanced';
  /** The folder that goes with the child if this process is killed. */
  readonly folder?: string;
}

/** How a process ended. */
export interface ChildEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly ranOutOfMemory: boolean;
  /** Given if it could not be started. */
  readonly error?: Error;
}

/** How long the output of a process may come after its end. Its own children may keep the pipe open for ever. */
const outputGraceMs = 200;

/**
 * A process of this program that runs code of users. What it prints goes to standard error, because standard output is
 * for results. It ends with this process at the latest.
 */
export class Child {
  /** Resolves when the process is gone. */
  readonly ended: Promise<ChildEnd>;
  readonly #process: ChildProcess;
  readonly #errors = new FatalErrorText((text) => process.stderr.write(text));

  constructor(program: URL, { flags = [], serialization = 'json', folder }: ChildOptions) {
    this.#process = fork(program, {
      serialization,
      execArgv: [
        ...flags,
        // Users cannot change the causes of these warnings.
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      ],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => process.stderr.write(text));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => this.#errors.take(text));
    const { pid } = this.#process;
    if (pid !== undefined) endFirst(pid);
    const release = pid === undefined ? () => {} : guard(pid, folder ?? null);
    this.ended = this.#end().finally(release);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Code of users may send messages of its own: the listener has to tell them apart. */
  onMessage(listener: (message: unknown) => void): void {
    this.#process.on('message', listener);
  }

  /** A process that is gone does not get the message. */
  send(message: Serializable): void {
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  /** Whether somebody has stopped the process (SIGSTOP), where the system tells it. */
  isStopped(): boolean {
    return isStopped(this.pid);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async #end(): Promise<ChildEnd> {
    const closed = Promise.withResolvers<void>();
    this.#process.once('close', () => closed.resolve());
    const [exitCode, signal, error] = await this.#exit();
    if (error === undefined) await Promise.race([closed.promise, setTimeout(outputGraceMs)]);
    this.#process.stdout?.destroy();
    this.#process.stderr?.destroy();
    this.#errors.end();
    const { ranOutOfMemory } = this.#errors;
    return { exitCode, signal, ranOutOfMemory, ...(error !== undefined && { error }) };
  }

  async #exit(): Promise<[number | null, NodeJS.Signals | null, Error?]> {
    return new Promise((resolve) => {
      this.#process.once('exit', (exitCode, signal) => resolve([exitCode, signal]));
      this.#process.on('error', (error) => {
        if (this.#process.pid === undefined) resolve([null, null, error]);
      });
    });
  }
}

/** Where memory runs short, Linux ends the process with the highest score: not this one, nor one of another program. */
function endFirst(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '800');
  } catch {
    // Another system, or a container that does not allow it.
  }
}

/** ` Its process is stopped: …`; empty where it is not. */
export function stoppedText(child: Child): string {
  return child.isStopped() ? ` Its process is stopped: kill -CONT ${child.pid} lets it go on.` : '';
}

/** How a process ended that had not said why, as in "its process …". */
export function endInWords({ exitCode, signal, ranOutOfMemory, error }: ChildEnd): string {
  if (error !== undefined) return `could not be started: ${error.message}`;
  if (ranOutOfMemory) return 'ran out of memory';
  if (signal === 'SIGKILL') return 'was killed (SIGKILL), by the system if memory was short';
  return `ended with ${signal ?? `exit code ${exitCode}`}`;
}
