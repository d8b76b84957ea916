import { StreamBenchError } from '../../errors.ts';
import type { RunSettings } from '../../experiments/settings.ts';
import { warmUpMsFor } from '../../engines/local/warm-up.ts';
import { curveShapeOf, periodMs } from '../../loads/index.ts';
import type { Workload } from '../../workloads/workload.ts';
import { configurationsOf, longestWait } from '../options/configuration-options.ts';
import { recordShapeOf } from '../options/record-options.ts';
import { replayOf } from '../options/replay-options.ts';
import type { RunOptions } from './options.ts';
import { scheduleOf, type Schedule } from './schedule.ts';
import { sinkOf } from '../options/sink-options.ts';
import { defaultDurationMs, intervalsPerUnit } from '../options/unit-length.ts';

/** Fills in what the options leave open. Throws where they contradict each other. */
export function runSettings(
  workload: Workload,
  workloadGiven: string,
  options: RunOptions,
  command: string,
): RunSettings {
  const configurations = configurationsOf(options);
  const longest = longestWait(configurations);
  const isRecorded = workload.source.timeScale === null;
  const schedule = scheduleOf(options, isRecorded);
  const durationMs = options.duration ?? (isRecorded ? null : defaultDuration(schedule, longest.ms));
  if (durationMs !== null) checkDuration(durationMs, longest);
  return {
    command,
    workload: workloadGiven,
    replay: replayOf(options),
    configurations,
    ...schedule,
    durationMs,
    warmUpMs: warmUpMsFor(workload, longest.ms, schedule.speed),
    repetitions: options.repeat,
    ...sinkOf(options),
    records: recordShapeOf(workload, options),
    seed: options.seed,
  };
}

/** Of a shape whole spans: a part of a period has another mean rate than the whole; where it repeats itself two, to compare. */
export function defaultDuration({ load, loadParameters }: Schedule, longestMs: number): number {
  const durationMs = Math.max(defaultDurationMs, intervalsPerUnit * longestMs);
  const spanMs = curveShapeOf(load)?.spanMs(loadParameters) ?? durationMs;
  return Math.max(periodMs(load, loadParameters) > 0 ? 2 : 1, Math.ceil(durationMs / spanMs)) * spanMs;
}

export function checkDuration(durationMs: number, { name, ms }: ReturnType<typeof longestWait>): void {
  if (durationMs <= 0) throw new StreamBenchError({ kind: 'input', what: '--duration must be above 0' });
  if (ms > durationMs) {
    throw new StreamBenchError({
      kind: 'input',
      what: `the ${name} of ${ms} ms is longer than the run of ${durationMs} ms`,
      remedy: `Raise --duration to ${intervalsPerUnit} ${name}s, or shorten ${name === 'epoch' ? 'the epoch in --commit' : '--interval'}.`,
    });
  }
}
