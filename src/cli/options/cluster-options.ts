import { InvalidArgumentError, type Command } from 'commander';
import type { GivenClusters } from '../../engines/available.ts';
import { isThisMachine } from '../../engines/kafka/broker/this-machine.ts';
import { StreamBenchError } from '../../errors.ts';
import { areAddresses, isAddress } from './address.ts';
import type { EngineChoice } from './engine-option.ts';
import type { KafkaOptions } from './kafka-options.ts';

/** Clusters of the user's that run the jobs of Spark and Flink. */
export interface ClusterOptions {
  /** `spark://localhost:7077`, or several masters with commas. */
  readonly master?: string;
  /** `localhost:8081`. */
  readonly flink?: string;
}

const masterHelp =
  'a standalone cluster that runs the jobs of spark, spark://host:port (default: a process of its own)';
const flinkHelp = 'a session cluster that runs the jobs of flink, by its REST endpoint (default: a process of its own)';

export function withClusterOptions(command: Command): Command {
  return command
    .option('--master <url>', masterHelp, parseMaster)
    .option('--flink <host:port>', flinkHelp, parseEndpoint);
}

/** Throws if a cluster is given of an engine that is not measured, or that cannot reach a broker of our own. */
export function clustersOf(
  options: ClusterOptions & KafkaOptions & { readonly engine?: readonly EngineChoice[] },
): GivenClusters {
  const { master, flink, kafka, engine = [] } = options;
  const given = [
    { option: '--master', of: 'spark', hosts: master?.replace('spark://', '').split(',') },
    { option: '--flink', of: 'flink', hosts: flink === undefined ? undefined : [flink] },
  ];
  for (const { option, of, hosts } of given) {
    if (hosts === undefined) continue;
    if (!engine.some((choice) => choice.engine === of))
      throw wrong(`${option} is only for --engine ${of}`, `Add --engine ${of}, or leave ${option} out.`);
    const elsewhere = hosts.map((address) => address.replace(/:\d+$/, '')).find((host) => !isThisMachine(host));
    if (elsewhere === undefined || kafka !== undefined) continue;
    const remedy = 'Name a Kafka cluster that it can reach with --kafka.';
    throw wrong(`${option}: ${elsewhere} is another machine, which cannot reach a broker of this one`, remedy);
  }
  return { master, flink };
}

function wrong(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, remedy });
}

function parseMaster(text: string): string {
  const [scheme, addresses] = text.split('://');
  if (scheme === 'spark' && addresses !== undefined && areAddresses(addresses)) return text;
  throw new InvalidArgumentError('Write it as spark://localhost:7077. Other managers of clusters are not supported.');
}

function parseEndpoint(text: string): string {
  if (isAddress(text)) return text;
  throw new InvalidArgumentError('Write it as localhost:8081.');
}
