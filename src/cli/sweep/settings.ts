import { warmUpMsFor } from '../../engines/local/warm-up.ts';
import { StreamBenchError } from '../../errors.ts';
import { checkGrid } from '../../experiments/sweep/grid.ts';
import type { Configuration } from '../../experiments/settings.ts';
import type { SweepSettings } from '../../experiments/sweep/sweep-settings.ts';
import type { Workload } from '../../workloads/workload.ts';
import { configurationsOf, longestWait } from '../options/configuration-options.ts';
import { recordShapeOf } from '../options/record-options.ts';
import { replayOf } from '../options/replay-options.ts';
import { checkDuration, defaultDuration } from '../run/settings.ts';
import { sinkOf } from '../options/sink-options.ts';
import type { SweepOptions } from './options.ts';

/** Fills in what the options leave open. Throws where they contradict each other, or ask for more than memory holds. */
export function sweepSettings(
  workload: Workload,
  workloadGiven: string,
  options: SweepOptions,
  command: string,
): SweepSettings {
  const { load, rates, objective, rate, duration, repeat, seed } = options;
  checkObjective(options);
  const configurations = sweptConfigurations(options);
  const longest = longestWait(configurations);
  const schedule = { load, loadParameters: {}, ratePerSecond: null, speed: null };
  const durationMs = duration ?? defaultDuration(schedule, longest.ms);
  checkDuration(durationMs, longest);
  const settings: SweepSettings = {
    command,
    workload: workloadGiven,
    replay: replayOf(options),
    configurations,
    ...schedule,
    rates: rates === undefined ? null : rates.toSorted((left, right) => left - right),
    objective: objective ?? null,
    askedRate: rate ?? null,
    durationMs,
    isDurationGiven: duration !== undefined,
    warmUpMs: warmUpMsFor(workload, longest.ms),
    repetitions: repeat,
    ...sinkOf(options),
    records: recordShapeOf(workload, options),
    seed,
  };
  checkGrid(settings, [...(rates ?? []), ...(rate === undefined ? [] : [rate])]);
  return settings;
}

/**
 * Where no commits were asked for, those with each invocation, and the third way between: continuous with its commits
 * in epochs, which tells the gain of batching commits from that of batching invocations.
 */
function sweptConfigurations({ executor, interval, commit }: SweepOptions): Configuration[] {
  if (commit !== undefined) return configurationsOf({ executor, ...(interval !== undefined && { interval }), commit });
  const each = configurationsOf({ executor, ...(interval !== undefined && { interval }), commit: ['invocation'] });
  return each.flatMap((configuration) =>
    configuration.executor === 'continuous'
      ? [configuration, { ...configuration, commit: 'epoch:100ms' }]
      : [configuration],
  );
}

function checkObjective({ rate, objective }: SweepOptions): void {
  if (rate === undefined || objective !== undefined) return;
  throw new StreamBenchError({
    kind: 'input',
    what: '--rate says where an objective is to be held, and there is none',
    remedy: 'Add one, such as --objective p99=50ms, or write --rates.',
  });
}
