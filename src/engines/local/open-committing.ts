import { epochMs } from '../../executors/commit-policy.ts';
import { epochStream, uniform } from '../../random/random.ts';
import { openSink } from '../../sinks/index.ts';
import type { SinkOptions } from '../../sinks/sink.ts';
import { openThreadedSink } from '../../sinks/threaded-sink.ts';
import type { Committing } from './committing.ts';
import { EpochCommitting } from './epoch-committing.ts';
import { OwnCommitting } from './own-committing.ts';
import type { UnitSpec } from './unit-spec.ts';

/** @throws StreamBenchError if the folder does not let the sink write. */
export async function openCommitting(spec: UnitSpec, options: Omit<SinkOptions, 'visibleAt'>): Promise<Committing> {
  const epoch = epochMs(spec.commit);
  const visibleAt = spec.commit === 'invocation' ? 'commit' : 'write';
  if (epoch === null)
    return new OwnCommitting(openSink(spec.sink, { ...options, visibleAt }), spec.commit === 'invocation');
  const epochNanos = epoch * 1e6;
  // Seeded for each unit, as the phase of the triggers: how the two fall together must not be an accident for all.
  const phaseNanos = Math.floor(uniform(spec.seed, spec.repetition, epochStream) * epochNanos);
  const sink = await openThreadedSink(spec.sink, { ...options, visibleAt }, { epochNanos, phaseNanos });
  return new EpochCommitting(sink, spec.load === 'saturate');
}
