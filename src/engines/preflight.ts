import { StreamBenchError } from '../errors.ts';
import type { Configuration } from '../results/configuration.ts';

/** What a machine has to offer. */
export interface Room {
  readonly memoryBytes: number;
  /** In the folder for temporary files. */
  readonly diskBytes: number;
}

/** What is started for an experiment beside the jobs of its units. */
export interface Started {
  /** Whether a broker of our own is started. */
  readonly broker: boolean;
}

const gigabyte = 1e9;
/** With the harness: the memory limits of the processes, or what they took at 5,000 records/s, and some more. */
const brokerBytes = 1 * gigabyte;
const jobBytes: Readonly<Record<string, number>> = {
  node: 0.3 * gigabyte,
  spark: 2 * gigabyte,
  flink: 2.5 * gigabyte,
};
/** The logs of a broker, and the state and checkpoints of a job. */
const diskBytes = 1 * gigabyte;

/**
 * Units are measured one after another, so that the largest engine decides.
 *
 * @throws StreamBenchError if the machine has too little memory or disk for what would be started
 */
export function requireRoom(configurations: readonly Configuration[], { broker }: Started, room: Room): void {
  const jobs = configurations.map(({ engine, parallelism = 1 }) => ({
    engine,
    bytes: (jobBytes[engine] ?? 0) * (engine === 'node' ? parallelism : 1),
  }));
  const largest = jobs.reduce((most, job) => (job.bytes > most.bytes ? job : most));
  if (!broker && largest.bytes === 0) return;
  const beside = broker ? ' beside a broker of Kafka' : '';
  const needed = largest.bytes + (broker ? brokerBytes : 0);
  if (room.memoryBytes < needed)
    throw tooLittle(`${largest.engine}${beside} needs ${gigabytes(needed)} GB of memory`, room.memoryBytes);
  if (room.diskBytes < diskBytes)
    throw tooLittle(`${largest.engine}${beside} needs ${gigabytes(diskBytes)} GB for temporary files`, room.diskBytes);
}

function tooLittle(need: string, free: number): StreamBenchError {
  const what = `${need}, and ${gigabytes(free)} GB are free`;
  const remedy = 'Make room, or leave that engine out; TMPDIR is the folder for temporary files.';
  return new StreamBenchError({ kind: 'environment', what, remedy });
}

function gigabytes(bytes: number): string {
  return (bytes / gigabyte).toFixed(1);
}
