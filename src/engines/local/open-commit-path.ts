import { epochMs } from '../../executors/commit-policy.ts';
import { epochStream, uniform } from '../../random/random.ts';
import { openSink } from '../../sinks/index.ts';
import type { SinkOptions } from '../../sinks/sink.ts';
import { openThreadedSink } from '../../sinks/threaded-sink.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { CommitPath } from './commit-path.ts';
import { EpochCommits } from './epoch-commits.ts';
import { InvocationCommits } from './invocation-commits.ts';

/** @throws StreamBenchError if the sink cannot write in its folder. */
export async function openCommitPath(spec: UnitSpec, options: Omit<SinkOptions, 'visibleAt'>): Promise<CommitPath> {
  const { commit } = spec.configuration;
  const isByInvocation = commit === 'invocation';
  const sinkOptions: SinkOptions = { ...options, visibleAt: isByInvocation ? 'commit' : 'write' };
  const epoch = epochMs(commit);
  if (epoch === null) return new InvocationCommits(openSink(spec.sink, sinkOptions), isByInvocation);
  const epochNanos = epoch * 1e6;
  // Seeded for each unit, so that epochs and triggers coincide differently in each of them.
  const phaseNanos = Math.floor(uniform(spec.seed, spec.repetition, epochStream) * epochNanos);
  const sink = await openThreadedSink(spec.sink, sinkOptions, { epochNanos, phaseNanos });
  return new EpochCommits(sink, spec.load === 'saturate');
}
