import type { GateFindings } from '../../results/findings/gate.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerByRate, unknownLoad } from '../document.ts';
import { lateRecordsOf, refusalForLate } from '../late-records.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import { compareAnswers, type Answers } from './compare-answers.ts';
import { gateFigures } from './gate-figures.ts';
import { planPoints } from './gate-point.ts';
import { GateRounds } from './gate-rounds.ts';
import type { GateSettings } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import { inTime } from './in-time.ts';
import { outOfTime } from './out-of-time.ts';
import { recommendGate } from './recommend-gate.ts';
import { refusalForWrong } from './wrong-answers.ts';
import { spreadOfControls } from './spread-of-controls.ts';

/** What is compared before anything is timed. */
const firstRecords = { ratePerSecond: 10_000, durationMs: 1000 };

/**
 * Whether head is worse than base: in its answers first, and then in latency, busy time, capacity and memory. Pairs of
 * neighbouring units are measured until each figure is decided, or the time is over. A regression is one only once as
 * many fresh pairs, with other partners, have confirmed it.
 */
export async function gate(settings: GateSettings, workload: Workload, tools: GateTools): Promise<Outcome> {
  const first = { configuration: settings.configurations[0], ...firstRecords };
  let answers: Answers | undefined;
  let rounds: GateRounds | undefined;
  const problem = await problemIn(async () => {
    answers = await compareAnswers([first], settings, tools);
    if (isRefused(answers, settings)) return;
    const limited = inTime(tools, settings.longestMs, 'it was known what to measure');
    const points = await planPoints(settings, limited);
    answers = await compareAnswers(points, settings, limited, answers);
    if (isRefused(answers, settings)) return;
    rounds = new GateRounds(points, answers, settings, tools);
    await rounds.toEnd();
    if (rounds.hasTooFewPairs()) throw outOfTime(settings.longestMs, 'there were enough pairs to find a regression');
  });
  if (answers === undefined) return { result: undefined, problem };
  const units = rounds?.measuring.units ?? [];
  const isWhole = problem === undefined && rounds?.measuring.hasWrongAnswer() !== true;
  const findings = findingsOf(answers, rounds, isWhole, settings, tools);
  const beginning = beginningOf({ ...settings, ...unknownLoad }, workload, tools, answers.all);
  return {
    result: {
      ...beginning,
      units,
      summary: [],
      sameAnswer: sameAnswerByRate(units, 'batch of each version'),
      recommendation:
        differs(answers, settings) ??
        refusalForWrong(units) ??
        refusalForLate(beginning) ??
        recommendGate(findings.figures, settings.base, problem === undefined ? settings.longestMs : null),
      findings,
      interrupted: wasInterrupted(problem),
    },
    problem,
  };
}

/** Whether nothing is timed: head has another answer, or so many records are late that the load is another one. */
function isRefused({ difference, all }: Answers, { isChangeExpected, records }: GateSettings): boolean {
  return (difference !== undefined && !isChangeExpected) || lateRecordsOf(all, records)?.tooMany === true;
}

function differs({ difference }: Answers, { isChangeExpected, base }: GateSettings): Recommendation | undefined {
  if (difference === undefined || isChangeExpected) return undefined;
  const text = `Regression: head has another answer than ${base}: ${difference}. Nothing was timed.`;
  return { text: `${text} If it is meant to have one, add --expect-answer-change.`, evidence: [] };
}

function findingsOf(
  { difference }: Answers,
  rounds: GateRounds | undefined,
  isWhole: boolean,
  { base, head, isChangeExpected }: GateSettings,
  { earlierUnits }: GateTools,
): GateFindings {
  const answers = difference === undefined ? 'same' : isChangeExpected ? 'differ as expected' : 'differ';
  return {
    kind: 'gate',
    base,
    head,
    answers,
    figures: rounds === undefined ? [] : gateFigures(rounds, isWhole),
    objectives: [],
    earlierUnits,
    control: spreadOfControls(rounds?.controls ?? []),
  };
}
