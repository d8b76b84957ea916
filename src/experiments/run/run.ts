import type { ReferenceReport } from '../../engines/unit-report.ts';
import type { Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerOf } from '../document.ts';
import { wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import type { ExperimentTools } from '../tools.ts';
import { measureInTurn } from '../units-in-turn.ts';
import { neededFigures, recommend } from './recommend.ts';

/** Measures one pipeline under several configurations, on the same records. */
export async function run(settings: ExperimentSettings, workload: Workload, tools: ExperimentTools): Promise<Outcome> {
  const { reference, finished, problem } = await measureInTurn(settings, tools, neededFigures);
  const units = finished.map(({ unit }) => unit);
  const document = reference && documentOf(settings, workload, tools, units, reference);
  return { result: document && { ...document, interrupted: wasInterrupted(problem) }, problem };
}

function documentOf(
  settings: ExperimentSettings,
  workload: Workload,
  tools: ExperimentTools,
  units: Unit[],
  reference: ReferenceReport,
): Omit<Result, 'interrupted'> {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, units));
  return {
    ...beginningOf(settings, workload, tools, [reference]),
    units,
    summary,
    sameAnswer: sameAnswerOf(units, reference),
    recommendation: recommend(settings.configurations, summary, units),
    findings: { kind: 'run' },
  };
}
