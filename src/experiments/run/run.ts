import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { StreamBenchError } from '../../errors.ts';
import type { Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerOf, type Circumstances } from '../document.ts';
import { recommend } from './recommend.ts';
import type { RunSettings } from '../settings.ts';
import { summarize } from '../summarize.ts';
import { measureInTurn, type UnitTools } from '../units-in-turn.ts';

/** What the experiment takes from outside, so that a test can run it without processes. */
export interface RunTools extends Circumstances, UnitTools {}

export interface RunOutcome {
  /** Undefined where not even the reference was reached. */
  readonly result: Result | undefined;
  /** Why the experiment ended early. */
  readonly problem: StreamBenchError | undefined;
}

/** Measures one pipeline under several configurations, on the same records. What was finished before a problem is kept. */
export async function run(settings: RunSettings, workload: Workload, tools: RunTools): Promise<RunOutcome> {
  const { reference, units, problem } = await measureInTurn(settings, tools);
  const interrupted = problem?.problem.kind === 'interrupted';
  const result =
    reference &&
    resultOf(
      settings,
      workload,
      tools,
      units.map((unit) => unit.run),
      reference,
      interrupted,
    );
  return { result, problem };
}

function resultOf(
  settings: RunSettings,
  workload: Workload,
  tools: RunTools,
  units: readonly Unit[],
  reference: UnitFigures,
  interrupted: boolean,
): Result {
  const summary = settings.configurations.flatMap((configuration) => summarize(configuration, units));
  return {
    ...beginningOf('run', settings, workload, tools, [reference]),
    units: [...units],
    summary,
    sameAnswer: sameAnswerOf(units, reference),
    recommendation: recommend(settings.configurations, summary, units),
    interrupted,
  };
}
