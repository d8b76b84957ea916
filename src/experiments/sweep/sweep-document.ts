import type { StreamBenchError } from '../../errors.ts';
import { configurationName } from '../../results/configuration.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Result } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { savingOf } from '../cost-curve/saving.ts';
import { beginningOf, sameAnswerByRate } from '../document.ts';
import { refusalForLate } from '../late-records.ts';
import { wasInterrupted } from '../outcome.ts';
import { summarize } from '../summarize.ts';
import { cellOf, type Cell } from './cell.ts';
import { cheapestAt, type Cheapest } from './cheapest.ts';
import { comparableUnits } from './comparable-units.ts';
import { checkOf, fittedCosts } from './cost-findings.ts';
import { crossoverText } from './crossover-text.ts';
import type { Crossover } from './crossover.ts';
import { commonDurationMs, gridOf } from './grid.ts';
import { recommendSweep } from './recommend-sweep.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SweepUnits } from './sweep-units.ts';
import { cellsOf, type Swept, type SweepTools } from './swept.ts';

/**
 * All figures and sentences come from all units of the document, including the last one.
 *
 * @param problem why the sweep ended early; undefined if it did not
 */
export function sweepDocument(
  settings: SweepSettings,
  workload: Workload,
  tools: SweepTools,
  sweepUnits: SweepUnits,
  swept: Swept,
  problem: StreamBenchError | undefined,
): Result {
  const { configurations } = settings;
  const { units } = sweepUnits;
  const cells = cellsOf(settings, swept.rates, sweepUnits);
  const durationMs = commonDurationMs(settings, swept.rates);
  const beginning = beginningOf({ ...settings, durationMs }, workload, tools, sweepUnits.references);
  const refusal = refusalForLate(beginning);
  const cheapest = swept.crossovers === undefined ? [] : cheapestAtRates(settings, cells);
  const found = findingsOf(settings, tools, sweepUnits, cells, cheapest, swept);
  const findings = refusal === null ? found : withoutConclusions(found);
  return {
    ...beginning,
    units,
    summary: swept.rates.flatMap((rate) => {
      const atRate = units.filter(({ offeredRate }) => offeredRate === rate);
      return configurations.flatMap((configuration) => summarize(configuration, atRate));
    }),
    sameAnswer: sameAnswerByRate(units, 'batch', sweepUnits.answers.jobs),
    recommendation:
      refusal ??
      recommendSweep({
        configurations,
        units,
        cells,
        findings,
        isChoiceOpen: cheapest.some(({ isOpen }) => isOpen),
        isGridMeasured: swept.crossovers !== undefined,
        isWhole: problem === undefined,
      }),
    findings,
    interrupted: wasInterrupted(problem),
  };
}

/**
 * Findings that compare configurations need the whole grid. Without it a configuration may be the best only because
 * others are missing.
 */
function findingsOf(
  settings: SweepSettings,
  { earlierUnits }: SweepTools,
  sweepUnits: SweepUnits,
  cells: readonly (readonly Cell[])[],
  cheapest: readonly Cheapest[],
  { rates, crossovers, fresh, costCurve }: Swept,
): SweepFindings {
  const { units } = sweepUnits;
  const skipped = gridOf(settings.configurations, rates).filter((point) => sweepUnits.isLeftOut(point));
  const fitted = units.filter((unit) => unit !== fresh);
  return {
    kind: 'sweep',
    rates: [...rates],
    earlierUnits,
    skipped: skipped.map(({ configuration, ratePerSecond }) => ({
      configuration: configurationName(configuration),
      rate: ratePerSecond,
    })),
    crossovers: (crossovers ?? []).map((crossover) => crossoverIn(crossover, units, cells)),
    costs: fittedCosts(fitted),
    check: fresh === undefined ? null : checkOf(fitted, fresh),
    saving: crossovers === undefined ? null : savingOf(comparableUnits(cells)),
    costCurve,
    objective: settings.objective?.text ?? null,
    choice: choiceOf(cheapest),
  };
}

/** What was measured, without what would follow from it. */
function withoutConclusions(findings: SweepFindings): SweepFindings {
  return { ...findings, crossovers: [], costs: [], check: null, saving: null, costCurve: null, choice: null };
}

function crossoverIn(
  crossover: Crossover,
  units: readonly Unit[],
  cells: readonly (readonly Cell[])[],
): SweepFindings['crossovers'][number] {
  const again = (cell: Cell): Cell => cellOf(cell.configuration, cell.ratePerSecond, units, cell.isSkipped);
  const { threshold, isSearched, below, above, overtaken } = crossover;
  const current = { ...crossover, below: again(below), above: above && again(above), overtaken: again(overtaken) };
  const open = isSearched ? 'were inconclusive' : 'were not all measured';
  const at = (rate: number): readonly Cell[] => cells.find(([{ ratePerSecond }]) => ratePerSecond === rate)!;
  return {
    below: below.name,
    above: above?.name ?? null,
    rate: threshold?.estimate ?? null,
    low: threshold?.low ?? below.ratePerSecond,
    high: threshold?.high ?? overtaken.ratePerSecond,
    level: threshold?.level ?? null,
    method: threshold?.method ?? `two rates of the grid: units between them ${open}`,
    units: threshold?.units ?? 0,
    text: crossoverText(current, at(below.ratePerSecond), at(overtaken.ratePerSecond)),
  };
}

/** At the rate that was asked for, or at each rate of the grid; none without an objective. */
function cheapestAtRates({ objective, askedRate }: SweepSettings, cells: readonly (readonly Cell[])[]): Cheapest[] {
  if (objective === null) return [];
  return [...cells.entries()]
    .filter(([, [{ ratePerSecond }]]) => askedRate === null || ratePerSecond === askedRate)
    .map(([place, own]) => cheapestAt(own, cells.slice(place + 1), objective));
}

function choiceOf(found: readonly Cheapest[]): SweepFindings['choice'] {
  if (found.length === 0) return null;
  const verdicts = found.map(({ held }) => held);
  const held = verdicts.includes('yes') ? 'yes' : verdicts.every((verdict) => verdict === 'no') ? 'no' : 'inconclusive';
  return {
    held,
    text: found.map(({ sentence }) => sentence.text).join(' '),
    evidence: found.flatMap(({ sentence }) => sentence.evidence),
  };
}
