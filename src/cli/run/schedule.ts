import { StreamBenchError } from '../../errors.ts';
import type { RunSettings } from '../../experiments/settings.ts';
import { curveShapeOf } from '../../loads/index.ts';
import type { LoadOption } from '../options/load-option.ts';
import type { LoadOptions } from '../options/load-options.ts';

const defaultRate = 10_000;

/** When records arrive. */
export type Schedule = Pick<RunSettings, 'load' | 'loadParameters' | 'ratePerSecond' | 'speed'>;

/** The options that say when records arrive, and those that they can contradict. */
type Given = LoadOptions & { readonly replay?: string; readonly duration?: number };

const none: Schedule = { load: 'constant', loadParameters: {}, ratePerSecond: null, speed: null };

/**
 * Generated records come at a rate, or at one that changes. Recorded ones come at their own times, at the original
 * speed or another, where a file is replayed or a speed is given; else at a rate, or all at once. Throws where the
 * options contradict each other.
 */
export function scheduleOf(given: Given, isRecorded: boolean): Schedule {
  const { load } = given;
  if (load !== undefined && curveShapeOf(load.shape) !== undefined) return curveSchedule(load, given);
  const options = withParameters(given, load);
  const { rate, speed, replay } = options;
  if (speed !== undefined && !isRecorded)
    throw onlyRecorded(
      given.speed === undefined ? '--load replay' : '--speed',
      'Give a --rate, or recorded data by --replay.',
    );
  if (speed !== undefined && rate !== undefined)
    throw contradiction('--speed and --rate contradict each other', 'Leave one of them out.');
  if (speed !== undefined || (replay !== undefined && rate === undefined)) return replaySchedule(options);
  const ratePerSecond = rate ?? (isRecorded ? Infinity : defaultRate);
  if (ratePerSecond < Infinity) return { ...none, load: load?.shape ?? 'constant', ratePerSecond };
  checkSaturate(options, isRecorded);
  return { ...none, load: 'saturate' };
}

/** What can be said in `--load` or in an option of its own, said in the options; `saturate` is `--rate max`. */
function withParameters(options: Given, load: LoadOption | undefined): Given {
  const rate = load?.shape === 'saturate' ? Infinity : load?.parameters['ratePerSecond'];
  const speed = load?.shape === 'replay' ? (load.parameters['speed'] ?? options.speed ?? 1) : undefined;
  if (rate === 0) throw contradiction('--load: a rate of 0 has no records', 'Give a rate, such as rate=50k.');
  checkAgainst('--rate', load, rate ?? (speed === undefined ? undefined : NaN), options.rate);
  checkAgainst('--speed', load, speed, options.speed);
  return { ...options, ...(rate !== undefined && { rate }), ...(speed !== undefined && { speed }) };
}

function checkAgainst(
  option: string,
  load: LoadOption | undefined,
  said: number | undefined,
  given: number | undefined,
): void {
  if (load === undefined || said === undefined || given === undefined || said === given) return;
  throw contradiction(`--load ${load.shape} and ${option} contradict each other`, 'Leave one of them out.');
}

function curveSchedule({ shape, parameters }: LoadOption, { rate, speed }: Given): Schedule {
  const other = rate !== undefined ? '--rate' : speed !== undefined ? '--speed' : undefined;
  if (other !== undefined)
    throw contradiction(
      `${other} has no meaning beside --load ${shape}, which says its rates itself`,
      'Leave one of them out.',
    );
  return { ...none, load: shape, loadParameters: parameters };
}

function replaySchedule({ load, speed }: Given): Schedule {
  if (load === undefined || load.shape === 'replay') return { ...none, load: 'replay', speed: speed ?? 1 };
  throw contradiction(
    '--load has no meaning when recorded data come at their own times',
    'Give a --rate too, or leave it out.',
  );
}

function checkSaturate({ load, duration }: Given, isRecorded: boolean): void {
  if (!isRecorded) throw onlyRecorded('--rate max', 'Give a rate, such as --rate 200k.');
  const isShape = load !== undefined && load.shape !== 'saturate';
  const [meaningless] = [isShape && '--load', duration !== undefined && '--duration'].filter(
    (option) => option !== false,
  );
  if (meaningless === undefined) return;
  throw contradiction(
    `${meaningless} has no meaning when all records come at once`,
    'Give a --rate, such as --rate 200k, or leave it out.',
  );
}

function onlyRecorded(option: string, remedy: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: `${option} needs recorded data: this workload makes records without end`,
    remedy,
  });
}

function contradiction(what: string, remedy: string): StreamBenchError {
  return new StreamBenchError({ kind: 'input', what, remedy });
}
