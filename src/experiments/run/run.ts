import type { ReferenceReport } from '../../engines/unit-report.ts';
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
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import type { ExperimentTools } from '../tools.ts';
import { measureInTurn } from '../units-in-turn.ts';
import { neededFigures, recommend } from './recommend.ts';

/** Generated records never come all at once, so only those of a recording have no rate, and do not depend on one. */
const rateOfRecordings = 10_000;

/**
 * Measures one pipeline under several configurations, on the same records; then what a record costs by the size of its
 * micro-batch.
 */
export async function run(settings: ExperimentSettings, workload: Workload, tools: ExperimentTools): Promise<Outcome> {
  const needed = neededFigures({ isAtOnce: settings.load === 'saturate' });
  const { reference, finished, jobs, problem: early, isWhole } = await measureInTurn(settings, tools, needed);
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
  const findings = { kind: 'run', saving: isSound ? savingOf(units) : null, costCurve } as const;
  return { result: { ...document, findings, interrupted: wasInterrupted(problem) }, problem };
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
