import { StreamBenchError } from '../errors.ts';
import type { RunSettings } from '../experiments/settings.ts';
import type { RunOptions } from './run-options.ts';

const defaultRate = 10_000;

/** When records arrive. */
export type Schedule = Pick<RunSettings, 'load' | 'ratePerSecond' | 'speed'>;

/**
 * Generated records come at a rate. Recorded ones come at their own times, at the original speed or another, where
 * a file is replayed or a speed is given; else at a rate, or all at once. Throws where the options contradict each other.
 */
export function scheduleOf(options: RunOptions, isRecorded: boolean): Schedule {
  const { rate, speed, load, replay } = options;
  if (speed !== undefined && !isRecorded) throw onlyRecorded('--speed', 'Give a --rate, or recorded data by --replay.');
  if (speed !== undefined && rate !== undefined) throw contradiction('--speed and --rate contradict each other', 'Leave one of them out.');
  if (speed !== undefined || (replay !== undefined && rate === undefined)) {
    if (load !== undefined) throw contradiction('--load has no meaning when recorded data come at their own times', 'Give a --rate too, or leave it out.');
    return { load: 'replay', ratePerSecond: null, speed: speed ?? 1 };
  }
  const ratePerSecond = rate ?? (isRecorded ? Infinity : defaultRate);
  if (ratePerSecond < Infinity) return { load: load ?? 'constant', ratePerSecond, speed: null };
  checkSaturate(options, isRecorded);
  return { load: 'saturate', ratePerSecond: null, speed: null };
}

function checkSaturate({ load, duration }: RunOptions, isRecorded: boolean): void {
  if (!isRecorded) throw onlyRecorded('--rate max', 'Give a rate, such as --rate 200k.');
  const [meaningless] = [load !== undefined && '--load', duration !== undefined && '--duration'].filter((option) => option !== false);
  if (meaningless === undefined) return;
  throw contradiction(`${meaningless} has no meaning when all records come at once`, 'Give a --rate, such as --rate 200k, or leave it out.');
}

function onlyRecorded(option: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what: `${option} needs recorded data: this workload makes records without end`, remedy });
}

function contradiction(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, remedy });
}
