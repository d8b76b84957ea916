import { tmpdir } from 'node:os';
import { requireRoom } from '../../engines/preflight.ts';
import { freeBytesOn } from '../../files/free-bytes.ts';
import { requireJava } from '../../installations/needed-programs.ts';
import type { Configuration } from '../../results/configuration.ts';
import type { KafkaOptions } from '../options/kafka-options.ts';

/** Throws a StreamBenchError if this machine lacks a program or the room for what an experiment would start. */
export async function preflight(
  configurations: readonly Configuration[],
  { kafka }: KafkaOptions,
  signal: AbortSignal,
): Promise<void> {
  const between = configurations.filter(({ engine }) => engine !== 'local');
  if (between.length === 0) return;
  const broker = kafka === undefined;
  const needsJava = broker || between.some(({ engine }) => engine === 'spark' || engine === 'flink');
  if (needsJava) await requireJava({ environment: process.env, signal });
  requireRoom(between, { broker }, { memoryBytes: process.availableMemory(), diskBytes: freeBytesOn(tmpdir()) });
}
