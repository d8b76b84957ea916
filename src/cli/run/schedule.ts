import { StreamBenchError } from '../../errors.ts';
import type { ExperimentSettings } from '../../experiments/settings.ts';
import { curveShapeOf } from '../../loads/index.ts';
import type { LoadOption } from '../options/load-option.ts';
import type { LoadOptions } from '../options/load-options.ts';

const defaultRate = 10_000;

/** When records arrive. */
type Schedule = Pick<ExperimentSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'speed'>;

/** The options that set the schedule, and those that may contradict it. */
type ScheduleOptions = LoadOptions & { readonly replay?: string; readonly duration?: number };

const none: Schedule = { load: 'constant', loadParameters: {}, ratePerSecond: null, speed: null };

/**
 * Generated records arrive at a constant or a changing rate. Recorded ones arrive at their own times, at the original
 * or another speed, if a file is replayed or a speed is given; else at a rate, or all at once. Throws if the options
 * contradict each other.
 */
export function scheduleOf(options: ScheduleOptions, isRecorded: boolean): Schedule {
  const { load } = options;
  if (load !== undefined && curveShapeOf(load.shape) !== undefined) return curveSchedule(load, options);
  const merged = withParameters(options, load);
  const { rate, speed, replay } = merged;
  if (speed !== undefined && !isRecorded) {
    const option = options.speed === undefined ? '--load replay' : '--speed';
    throw onlyRecorded(option, 'Give a --rate, or recorded data with --replay.');
  }
  if (speed !== undefined && rate !== undefined)
    throw contradiction('--speed and --rate contradict each other', 'Leave one of them out.');
  if (speed !== undefined || (replay !== undefined && rate === undefined)) return replaySchedule(merged);
  const ratePerSecond = rate ?? (isRecorded ? Infinity : defaultRate);
  if (ratePerSecond < Infinity) return { ...none, load: load?.shape ?? 'constant', ratePerSecond };
  checkSaturate(merged, isRecorded);
  return { ...none, load: 'saturate' };
}

/** Throws where a recording that starts again at its end would be offered whole. */
export function requireEnd({ load }: Schedule): void {
  if (load !== 'replay' && load !== 'saturate') return;
  const what = '--loop has no end where a recording arrives as a whole, at its own times or at once';
  throw new StreamBenchError({ kind: 'input', what, remedy: 'Give a --rate, such as --rate 50k.' });
}

/** Moves parameters of `--load` to `rate` and `speed`: `--load poisson:rate=5k` is `--load poisson --rate 5k`. */
function withParameters(options: ScheduleOptions, load: LoadOption | undefined): ScheduleOptions {
  const rate = load?.shape === 'saturate' ? Infinity : load?.parameters['ratePerSecond'];
  const speed = load?.shape === 'replay' ? (load.parameters['speed'] ?? options.speed ?? 1) : undefined;
  if (rate === 0) throw contradiction('--load: a rate of 0 has no records', 'Give a rate, such as rate=50k.');
  // A replay has no rate, and NaN differs from any given one.
  checkAgainst('--rate', load, rate ?? (speed === undefined ? undefined : NaN), options.rate);
  checkAgainst('--speed', load, speed, options.speed);
  return { ...options, ...(rate !== undefined && { rate }), ...(speed !== undefined && { speed }) };
}

function checkAgainst(
  option: string,
  load: LoadOption | undefined,
  ofLoad: number | undefined,
  ofOption: number | undefined,
): void {
  if (load === undefined || ofLoad === undefined || ofOption === undefined || ofLoad === ofOption) return;
  throw contradiction(`--load ${load.shape} and ${option} contradict each other`, 'Leave one of them out.');
}

function curveSchedule({ shape, parameters }: LoadOption, { rate, speed }: ScheduleOptions): Schedule {
  const other = rate !== undefined ? '--rate' : speed !== undefined ? '--speed' : undefined;
  if (other === undefined) return { ...none, load: shape, loadParameters: parameters };
  throw contradiction(`--load ${shape} sets the rates itself, so ${other} has no meaning`, 'Leave one of them out.');
}

function replaySchedule({ load, speed }: ScheduleOptions): Schedule {
  if (load === undefined || load.shape === 'replay') return { ...none, load: 'replay', speed: speed ?? 1 };
  throw contradiction(
    `--load ${load.shape} has no meaning where recorded records arrive at their own times`,
    'Give a --rate too, or leave it out.',
  );
}

function checkSaturate({ load, duration }: ScheduleOptions, isRecorded: boolean): void {
  if (!isRecorded) {
    if (load?.shape === 'saturate') throw onlyRecorded('--load saturate', 'Leave it out, and give a --rate.');
    throw onlyRecorded('--rate max', 'Give a rate, such as --rate 200k.');
  }
  const isOtherLoad = load !== undefined && load.shape !== 'saturate';
  const meaningless = isOtherLoad ? '--load' : duration !== undefined ? '--duration' : undefined;
  if (meaningless === undefined) return;
  throw contradiction(
    `${meaningless} has no meaning where all records arrive at once`,
    'Give a --rate, such as --rate 200k, or leave it out.',
  );
}

function onlyRecorded(option: string, remedy: string): StreamBenchError {
  const what = `${option} needs recorded data, and this workload generates records without end`;
  return new StreamBenchError({ kind: 'input', what, remedy });
}

function contradiction(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, remedy });
}
