import { openSink } from '../../sinks/index.ts';
import type { SinkOptions } from '../../sinks/sink.ts';
import { openThreadedSink } from '../../sinks/threaded-sink.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { CommitPath } from './commit-path.ts';
import { EpochCommits } from './epoch-commits.ts';
import { InvocationCommits } from './invocation-commits.ts';
import { epochEndsOf } from './unit-executor.ts';

/** @throws StreamBenchError if the sink cannot write in its folder. */
export async function openCommitPath(spec: UnitSpec, options: Omit<SinkOptions, 'visibleAt'>): Promise<CommitPath> {
  const { commit } = spec.configuration;
  const isByInvocation = commit === 'invocation';
  const sinkOptions: SinkOptions = { ...options, visibleAt: isByInvocation ? 'commit' : 'write' };
  const epochs = epochEndsOf(spec);
  // A sink that keeps nothing has nothing to commit.
  const isCommitting = isByInvocation && spec.sink !== 'none';
  if (epochs === undefined) return new InvocationCommits(openSink(spec.sink, sinkOptions), isCommitting);
  const sink = await openThreadedSink(spec.sink, sinkOptions, epochs);
  return new EpochCommits(sink, spec.load === 'saturate');
}
