import { unitSpec } from '../engines/unit-spec.ts';
import type { ReferenceReport } from '../engines/unit-report.ts';
import type { Configuration } from '../results/configuration.ts';
import { isFailed, type FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import type { StreamBenchError } from '../errors.ts';
import { ExclusionStreak } from './exclusion-streak.ts';
import { HeldAnswers, type JobsHeld } from './held-answers.ts';
import { problemIn } from './outcome.ts';
import type { ExperimentSettings } from './settings.ts';
import { measureToEnd, type ExperimentTools } from './tools.ts';
import { Turns } from './turns.ts';
import type { FinishedUnit } from './unit.ts';

export interface UnitsInTurn {
  /** Undefined if the experiment ended before it. */
  readonly reference: ReferenceReport | undefined;
  readonly finished: readonly FinishedUnit[];
  /** How jobs of the user were held to each other; undefined where there are none. */
  readonly jobs: JobsHeld | undefined;
  /** Why the experiment ended early; undefined if it did not. */
  readonly problem: StreamBenchError | undefined;
  /** Whether all units were measured; false after a problem, and where they kept being excluded. */
  readonly isWhole: boolean;
}

/** The configurations that need another unit, after these. */
type AnotherRound = (units: readonly Unit[]) => readonly Configuration[];

/**
 * Gets the reference answer from batch, then measures the units of all configurations in turn. Units finished before a
 * problem are kept. A unit in which a needed figure is excluded may be repeated; see `Turns` and `ExclusionStreak`.
 *
 * @param another asked after the last unit; by default no configuration needs another one
 */
export async function measureInTurn(
  settings: ExperimentSettings,
  tools: ExperimentTools,
  needed: readonly FigureName[],
  another: AnotherRound = () => [],
): Promise<UnitsInTurn> {
  const finished: FinishedUnit[] = [];
  const answers = new HeldAnswers();
  let reference: ReferenceReport | undefined;
  let isWhole = false;
  const problem = await problemIn(async () => {
    reference = await tools.reference(unitSpec(settings, settings.configurations[0], 0));
    const turns = new Turns(settings.configurations, settings.repetitions);
    const streak = new ExclusionStreak(needed, settings.configurations.length);
    for (const turn of turns) {
      const { point: configuration, repetition } = turn;
      const { report } = await measureToEnd(tools.measure, unitSpec(settings, configuration, repetition));
      const unit = answers.unitOf(configuration, repetition, report, reference.answer);
      finished.push({ unit, report });
      if (!isFailed(unit) && !streak.isWhole(unit)) turns.repeat(turn);
      if (finished.length === turns.count) turns.add(another(finished.map((each) => each.unit)));
      tools.onUnit(unit, finished.length, turns.count);
      const why = streak.add(unit);
      if (why === undefined || finished.length === turns.count) continue;
      tools.notice(`stopped after ${finished.length} of ${turns.count} units: ${why}`);
      return;
    }
    isWhole = true;
  });
  return { reference, finished, jobs: answers.jobs, problem, isWhole };
}
