import type { ReferenceReport } from '../../engines/unit-report.ts';
import type { Configuration } from '../../results/configuration.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { CostCurve } from '../../results/findings/cost-curve.ts';
import type { Recommendation, Result } from '../../results/result.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { measureCostCurve } from '../cost-curve/measure-cost-curve.ts';
import { savingOf } from '../cost-curve/saving.ts';
import { beginningOf, sameAnswerOf } from '../document.ts';
import { comparable, type JobsHeld } from '../held-answers.ts';
import { refusalForLate } from '../late-records.ts';
import { longRunText } from '../long-run.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import type { ExperimentTools } from '../tools.ts';
import { measureInTurn } from '../units-in-turn.ts';
import { precisionText, tooWide, type Precision } from './precision.ts';
import { neededFigures, recommend } from './recommend.ts';

export interface RunSettings extends ExperimentSettings {
  /** Null where a run has as many units as `repetitions` says. */
  readonly precision: Precision | null;
}

/** Generated records never come all at once, so only those of a recording have no rate, and do not depend on one. */
const rateOfRecordings = 10_000;

/**
 * Measures one pipeline under several configurations, on the same records; then what a record costs by the size of its
 * micro-batch.
 */
export async function run(settings: RunSettings, workload: Workload, tools: ExperimentTools): Promise<Outcome> {
  const { configurations, precision } = settings;
  const long = longRunText(settings);
  if (long !== undefined) tools.notice(long);
  const needed = neededFigures({ isAtOnce: settings.load === 'saturate' });
  const another = precision === null ? undefined : untilNarrow(precision, configurations, tools);
  const { reference, finished, jobs, problem: early, isWhole } = await measureInTurn(settings, tools, needed, another);
  if (reference === undefined) return { result: undefined, problem: early };
  const units = finished.map(({ unit }) => unit);
  const document = documentOf(settings, workload, tools, units, reference, jobs);
  const isSound = !units.some(isFailed) && refusalForLate(document) === null;
  let costCurve: CostCurve | null = null;
  const afterwards = await problemIn(async () => {
    if (!isWhole || !isSound) return;
    costCurve = await measureCostCurve(settings, recordsFor(reference, workload), units, tools);
  });
  const problem = early ?? afterwards;
  const findings = {
    kind: 'run',
    saving: isSound ? savingOf(units) : null,
    costCurve,
    ...(precision !== null && { precision: precisionText(precision, configurations, units, isWhole) }),
  } as const;
  return { result: { ...document, findings, interrupted: wasInterrupted(problem) }, problem };
}

/** More units of the configurations whose interval is too wide, while there is time for a round of them. */
function untilNarrow(precision: Precision, configurations: readonly Configuration[], { now }: ExperimentTools) {
  const startMs = now();
  return (units: readonly Unit[]): Configuration[] => {
    const wide = tooWide(precision, configurations, units);
    const takenMs = now() - startMs;
    return takenMs + (wide.length * takenMs) / units.length <= precision.longestMs ? wide : [];
  };
}

/** A recording may have more records than a unit of the run took, which would have to be counted. */
function recordsFor({ offeredRate, recordCount }: ReferenceReport, { source }: Workload) {
  const isLimited = source.timeScale === null && source.isEndless !== true;
  return { ratePerSecond: offeredRate ?? rateOfRecordings, mostRecords: isLimited ? recordCount : Infinity };
}

function documentOf(
  settings: ExperimentSettings,
  workload: Workload,
  tools: ExperimentTools,
  units: Unit[],
  reference: ReferenceReport,
  jobs: JobsHeld | undefined,
): Omit<Result, 'findings' | 'interrupted'> {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, units));
  const beginning = beginningOf(settings, workload, tools, [reference]);
  return {
    ...beginning,
    units,
    summary,
    sameAnswer: sameAnswerOf(units, reference, jobs),
    recommendation: refusalForLate(beginning) ?? recommended(settings, summary, units),
  };
}

/** Of those that do the same. Where a job does something else, which of them is better has no answer. */
function recommended(
  settings: ExperimentSettings,
  summary: readonly Summary[],
  units: readonly Unit[],
): Recommendation {
  const { configurations, told } = comparable(settings.configurations, units);
  const recommendation = recommend(configurations, summary, units);
  if (told === undefined) return recommendation;
  return { ...recommendation, text: `${told} ${recommendation.text}`, inconclusive: true };
}
