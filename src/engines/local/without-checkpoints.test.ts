import { expect, test } from 'vitest';
import { fate } from '../../columns/fate.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import type { Sink } from '../../sinks/sink.ts';
import { InvocationCommitPath } from './invocation-commit-path.ts';
import { latencyWithoutCheckpoints } from './without-checkpoints.ts';

const micro = 1000;
const count = 2000;
const everyNanos = 100 * micro;

/** A record every 100 µs takes 10 µs and a commit of 10 µs; each 500th commit takes 3 ms more. */
function unit() {
  const arrivalsNanos = Float64Array.from({ length: count }, (_, record) => record * everyNanos);
  const fates = new Uint8Array(count).fill(fate.absorbed);
  const options = { arrivalsNanos, fates, measuredFrom: 0, dueNanos: (nanos: number) => nanos, sampleNanos: 1e6 };
  let record = 0;
  const sink: Sink = {
    guarantee: 'exactly-once',
    visibleAt: 'commit',
    position: 0,
    write: () => {},
    commit: () => {},
    hasCheckpointed: () => record % 500 === 499,
    close: () => {},
  };
  const log = new InvocationLog(count, false);
  const commits = new InvocationCommitPath(sink, true);
  const observe = eachItsOwnCommit((invocation) => commits.observe(invocation, log));
  for (let free = 0; record < count; record++) {
    const start = Math.max(free, arrivalsNanos[record]);
    free = start + 20 * micro + (record % 500 === 499 ? 3000 * micro : 0);
    observe(record, record + 1, start, start + 10 * micro, free);
  }
  const meter = new Meter(options);
  log.replay(meter);
  return { meter, options, log, checkpoints: commits.checkpoints };
}

test('checkpoints are the long commits that the sink says moved its log', () => {
  const { checkpoints } = unit();
  expect(checkpoints).toHaveLength(4);
  expect(checkpoints![0]).toEqual({ startNanos: 499 * everyNanos + 10 * micro, durationNanos: 3010 * micro });
});

test('without them no record takes longer than its own invocation, nor those that queued behind', () => {
  const { meter, options, log, checkpoints } = unit();
  expect(meter.latency.all().quantile(99, 100)).toBeGreaterThan(1000 * micro);
  const without = latencyWithoutCheckpoints(options, meter, checkpoints, log)!;
  expect([without.count, without.quantile(1, 2), without.max]).toEqual([count, 20 * micro, 20 * micro]);
});

test('there is nothing to take out without checkpoints', () => {
  const { meter, options, log } = unit();
  expect(latencyWithoutCheckpoints(options, meter, [], log)).toBeNull();
  expect(latencyWithoutCheckpoints(options, meter, null, log)).toBeNull();
});
