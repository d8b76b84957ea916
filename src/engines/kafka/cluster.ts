import { rm } from 'node:fs/promises';
import { makeTemporaryFolder } from '../../processes/temporary-folder.ts';
import type { TopicsFigures } from '../../results/topics.ts';
import type { MeasuringContext } from '../engine.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { Broker } from './broker/broker.ts';
import type { KafkaConnection } from './broker/connection.ts';

type Measuring = Pick<MeasuringContext, 'signal' | 'unitTimeoutMs' | 'notify'>;

/** Where the topics of an experiment are: reached or started for the first unit that needs it. */
export class Cluster {
  readonly #jars: () => string;
  readonly #temporary: string;
  readonly #given: KafkaConnection | undefined;
  #starting: Promise<Broker> | undefined;
  #folder: string | undefined;
  #measuring: Promise<TopicsFigures> | undefined;
  /** What topics take by themselves; undefined before the first unit. */
  figures: TopicsFigures | undefined;

  /**
   * @param jars finds the folder of Kafka's jars; throws StreamBenchError if it is not installed
   * @param temporary folder in which the broker's folder is made
   * @param given a cluster of the user's; absent: a broker of our own
   */
  constructor(jars: () => string, temporary: string, given?: KafkaConnection) {
    this.#jars = jars;
    this.#temporary = temporary;
    this.#given = given;
  }

  /** Throws StreamBenchError if there is no cluster, and Kafka is not installed. */
  requireInstalled(): void {
    if (this.#given === undefined) this.#jars();
  }

  async broker(signal: AbortSignal): Promise<Broker> {
    this.#starting ??= this.#start(signal);
    return this.#starting;
  }

  /** Measures once what topics take by themselves, on records such as those of this unit. */
  async measure(spec: UnitSpec, measuring: Measuring): Promise<TopicsFigures> {
    this.#measuring ??= this.#measure(spec, measuring).catch((error: unknown) => {
      // The next unit tries it again.
      this.#measuring = undefined;
      throw error;
    });
    return this.#measuring;
  }

  async close(): Promise<void> {
    const broker = await this.#starting?.catch(() => undefined);
    await broker?.stop();
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #measure(spec: UnitSpec, measuring: Measuring): Promise<TopicsFigures> {
    const { measureFloor } = await import('./floor.ts');
    const broker = await this.broker(measuring.signal);
    const context = { broker, temporary: this.#temporary, partitions: 1, ...measuring };
    this.figures = await measureFloor(spec, context);
    return this.figures;
  }

  async #start(signal: AbortSignal): Promise<Broker> {
    // Loaded on demand: most experiments need no client of Kafka.
    if (this.#given !== undefined) return (await import('./broker/given-broker.ts')).givenBroker(this.#given, signal);
    const jars = this.#jars();
    const { startBroker } = await import('./broker/broker.ts');
    this.#folder = makeTemporaryFolder(this.#temporary);
    return startBroker(jars, this.#folder, signal);
  }
}
