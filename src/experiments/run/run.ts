import type { ReferenceReport } from '../../engines/unit-report.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { CostCurve } from '../../results/findings/cost-curve.ts';
import type { Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { measureCostCurve } from '../cost-curve/measure-cost-curve.ts';
import { savingOf } from '../cost-curve/saving.ts';
import { beginningOf, sameAnswerOf } from '../document.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import type { ExperimentTools } from '../tools.ts';
import { measureInTurn } from '../units-in-turn.ts';
import { recommend } from './recommend.ts';

/** Measures one pipeline under several configurations, on the same records. */
export async function run(settings: ExperimentSettings, workload: Workload, tools: ExperimentTools): Promise<Outcome> {
  const { reference, finished, problem: inUnits } = await measureInTurn(settings, tools);
  const units = finished.map(({ unit }) => unit);
  if (reference === undefined) return { result: undefined, problem: inUnits };
  let costCurve: CostCurve | null = null;
  const isWhole = inUnits === undefined && !units.some(isFailed);
  const inCurve = await problemIn(async () => {
    if (isWhole) costCurve = await measureCostCurve(settings, rateOf(reference), units, tools);
  });
  const problem = inUnits ?? inCurve;
  const document = documentOf(settings, workload, tools, units, reference);
  const findings = { kind: 'run', saving: savingOf(units), costCurve } as const;
  return { result: { ...document, findings, interrupted: wasInterrupted(problem) }, problem };
}

/** Only generated records depend on a rate, and with those all at once is refused. */
const rateOfRecordings = 10_000;

function rateOf({ offeredRate }: ReferenceReport): number {
  return offeredRate ?? rateOfRecordings;
}

function documentOf(
  settings: ExperimentSettings,
  workload: Workload,
  tools: ExperimentTools,
  units: Unit[],
  reference: ReferenceReport,
): Omit<Result, 'findings' | 'interrupted'> {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, units));
  return {
    ...beginningOf(settings, workload, tools, [reference]),
    units,
    summary,
    sameAnswer: sameAnswerOf(units, reference),
    recommendation: recommend(settings.configurations, summary, units),
  };
}
