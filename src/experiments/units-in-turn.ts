import type { RunUnit } from '../engines/local/fresh-process.ts';
import type { UnitFigures } from '../engines/local/unit-figures.ts';
import { StreamBenchError } from '../errors.ts';
import type { Unit } from '../results/unit.ts';
import { interleave } from './interleave.ts';
import type { RunSettings } from './settings.ts';
import { runOf, unitSpec } from './unit.ts';

export interface UnitTools {
  readonly runUnit: RunUnit;
  /** Told after each unit; `total` counts the reference too. */
  readonly onRun: (run: Unit, done: number, total: number) => void;
}

export interface UnitsInTurn {
  /** The answer by batch; undefined where not even that was reached. */
  readonly reference: UnitFigures | undefined;
  readonly units: readonly { readonly run: Unit; readonly figures: UnitFigures }[];
  /** Why it ended early. */
  readonly problem: StreamBenchError | undefined;
}

/**
 * Spoilt units are measured again at the end, up to this share of all: a machine that spoils more is no place to measure,
 * and the 12 units of the main job, which has to be done in 30 s, have no time for it.
 */
const maxRepeatShare = 1 / 16;

/**
 * First the reference answer by batch, then units of all configurations in turn, each in a fresh process. A run whose
 * answer differs has failed. What was finished before a problem is kept.
 */
export async function measureInTurn(settings: RunSettings, { runUnit, onRun }: UnitTools): Promise<UnitsInTurn> {
  const units: { run: Unit; figures: UnitFigures }[] = [];
  let reference: UnitFigures | undefined;
  try {
    reference = await runUnit(unitSpec(settings, 'batch', 0));
    const turns = interleave(settings.configurations, settings.repetitions);
    let repeats = Math.floor(turns.length * maxRepeatShare);
    for (const { configuration, repetition } of turns) {
      const figures = await runUnit(unitSpec(settings, configuration, repetition));
      const run = runOf(configuration, repetition, figures, reference.output);
      units.push({ run, figures });
      if (run.status === 'invalid' && repeats-- > 0)
        turns.push({ configuration, repetition: repetition + settings.repetitions });
      onRun(run, units.length + 1, turns.length + 1);
    }
    return { reference, units, problem: undefined };
  } catch (error) {
    return { reference, units, problem: problemOf(error) };
  }
}

/** Only what a user can understand; anything else is thrown on. */
export function problemOf(error: unknown): StreamBenchError {
  if (error instanceof StreamBenchError) return error;
  const interrupted = error instanceof Error && error.name === 'AbortError';
  if (interrupted) return new StreamBenchError({ kind: 'interrupted', what: 'interrupted' }, error);
  throw error;
}
