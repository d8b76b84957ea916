import { InvalidArgumentError, type Command } from 'commander';
import type { GivenKafka } from '../../engines/available.ts';
import { StreamBenchError } from '../../errors.ts';
import { areAddresses } from './address.ts';

/** A cluster of the user's, for engines between topics. */
export interface KafkaOptions {
  /** `localhost:9092`, or several with commas. */
  readonly kafka?: string;
  /** Path of a properties file. */
  readonly kafkaProperties?: string;
}

const kafkaHelp = 'a Kafka cluster that is there, for engines between topics (default: one is started)';
const propertiesHelp = 'file with its security options, as the tools of Kafka take it';

export function withKafkaOptions(command: Command): Command {
  return command
    .option('--kafka <host:port>', kafkaHelp, parseBootstrap)
    .option('--kafka-properties <file>', propertiesHelp);
}

/** Throws if --kafka-properties is given alone. */
export function kafkaOf({ kafka, kafkaProperties }: KafkaOptions): GivenKafka | undefined {
  if (kafka !== undefined) return { bootstrap: kafka, properties: kafkaProperties };
  if (kafkaProperties !== undefined) {
    const remedy = 'Name a cluster with --kafka.';
    throw new StreamBenchError({ kind: 'input', what: '--kafka-properties is only for a cluster of yours', remedy });
  }
  return undefined;
}

function parseBootstrap(text: string): string {
  if (areAddresses(text)) return text;
  throw new InvalidArgumentError('Write it as localhost:9092, or several with commas.');
}
