import { StreamBenchError } from '../../../errors.ts';
import { Child, endInWords, stoppedText } from '../../../processes/child.ts';
import { programBeside } from '../../../processes/program-beside.ts';
import { EarlyEnd } from '../broker/early-end.ts';
import type { FromConsumer, FromProducer, HarnessRequest, ReadyUnit, ToConsumer, ToProducer } from './messages.ts';

export type Received = FromProducer | FromConsumer;
export type Of<Kind extends Received['kind']> = Extract<Received, { kind: Kind }>;

/** Once it is ready, a process of the harness says something at least twice in this time. */
const lookMs = 1000;
/** After so many looks without a word it is given up, if somebody has stopped it. */
const mostLooksWhileStopped = 7;
/** A process that runs may wait for its turn on a busy machine. */
const mostLooks = 60;

/** A process of the harness, as its parent sees it. */
export class HarnessChild {
  readonly ready: Promise<ReadyUnit>;
  readonly #name: string;
  readonly #child: Child;
  readonly #end: EarlyEnd;
  readonly #waiting = new Map<string, (message: never) => void>();
  #looking: NodeJS.Timeout | undefined;
  #silentLooks = 0;

  constructor(name: 'producer' | 'consumer', request: HarnessRequest) {
    this.#name = `the ${name} of a unit`;
    this.#child = new Child(programBeside(import.meta.url, `${name}-process`), { serialization: 'advanced' });
    this.#end = new EarlyEnd(this.#child.ended.then((end) => this.#problem(endInWords(end))));
    const ready = Promise.withResolvers<ReadyUnit>();
    this.ready = ready.promise;
    this.#child.onMessage((received) => {
      const message = received as Received | null;
      // A message of the pipeline file's own.
      if (message?.kind === undefined) return;
      this.#silentLooks = 0;
      if (message.kind === 'failed') this.#end.report(new StreamBenchError(message.problem, new Error(message.stack)));
      if (message.kind === 'ready') {
        this.#looking = setInterval(() => this.#look(), lookMs).unref();
        ready.resolve(message);
      }
      this.#waiting.get(message.kind)?.(message as never);
    });
    this.#child.send(request);
  }

  /** Resolves if it fails, is silent, or ends before it is stopped. */
  get failure(): Promise<StreamBenchError> {
    return this.#end.lost;
  }

  send(message: ToProducer | ToConsumer): void {
    this.#child.send(message);
  }

  /** The next message of that kind. */
  async next<Kind extends Received['kind']>(kind: Kind): Promise<Of<Kind>> {
    return new Promise((resolve) => this.#waiting.set(kind, resolve));
  }

  async until(condition: (seen: Of<'seen'>) => boolean): Promise<void> {
    while (!condition(await this.next('seen')));
  }

  /** From now on it may be silent: it computes. */
  allowSilence(): void {
    clearInterval(this.#looking);
  }

  async stop(): Promise<void> {
    this.allowSilence();
    this.#end.stop();
    this.#child.kill();
    await this.#child.ended;
  }

  /** Counts looks and no time, in which this process may have been stopped itself. */
  #look(): void {
    this.#silentLooks++;
    const stopped = stoppedText(this.#child);
    const most = stopped === '' ? mostLooks : mostLooksWhileStopped;
    if (this.#silentLooks > most) this.#end.report(this.#problem(`has said nothing for ${most} s.${stopped}`));
  }

  #problem(what: string): StreamBenchError {
    return new StreamBenchError({ kind: 'environment', what: `${this.#name} ${what}` });
  }
}
