import { openSink } from '../../sinks/index.ts';
import type { SinkOptions } from '../../sinks/sink.ts';
import { openThreadedSink } from '../../sinks/threaded-sink.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { CommitPath } from './commit-path.ts';
import { EpochCommitPath } from './epoch-commit-path.ts';
import { InvocationCommitPath } from './invocation-commit-path.ts';
import { epochEndsOf } from './unit-executor.ts';

/** @throws StreamBenchError if the sink cannot write in its folder. */
export async function openCommitPath(spec: UnitSpec, options: Omit<SinkOptions, 'visibleAt'>): Promise<CommitPath> {
  const { commit } = spec.configuration;
  const isByInvocation = commit === 'invocation';
  const sinkOptions: SinkOptions = { ...options, visibleAt: isByInvocation ? 'commit' : 'write' };
  const epochs = epochEndsOf(spec);
  // A sink that keeps nothing has nothing to commit.
  const isCommitting = isByInvocation && spec.sink !== 'none';
  if (epochs === undefined) return new InvocationCommitPath(openSink(spec.sink, sinkOptions), isCommitting);
  const sink = await openThreadedSink(spec.sink, sinkOptions, epochs);
  return new EpochCommitPath(sink, spec.load === 'saturate');
}
