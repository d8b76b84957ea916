import { configurationName } from '../../results/configuration-name.ts';
import type { Result, Run, Sentence, SweepFindings } from '../../results/result.ts';
import type { Workload } from '../../workloads/workload.ts';
import { cellOf, type Cell } from './cell.ts';
import { cheapestAt } from './cheapest.ts';
import { attributionOf, checkOf, costsOf } from './cost-findings.ts';
import { crossoverText, throughoutText } from './crossover-text.ts';
import type { Crossover } from './crossover.ts';
import { beginningOf } from '../document.ts';
import { commonDurationMs } from './grid.ts';
import { exclusionDoubts, reservation } from '../reservation.ts';
import { isOf, summarize } from '../summarize.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SweepUnits } from './sweep-units.ts';
import { cellsOf, type Swept, type SweepTools } from './swept.ts';

/** All figures and sentences of the document come from all its units, the last one too. */
export function sweepDocument(settings: SweepSettings, workload: Workload, tools: SweepTools, { runs, firstOfRates }: SweepUnits, swept: Swept): Result {
  const cells = cellsOf(settings, swept, runs);
  const findings = findingsOf(settings, tools, runs, cells, swept);
  const failed = runs.filter(({ status }) => status === 'failed').length;
  return {
    ...beginningOf('sweep', { ...settings, durationMs: commonDurationMs(settings, swept.rates) }, workload, tools, firstOfRates),
    runs,
    summary: swept.rates.flatMap((rate) => settings.configurations.flatMap((configuration) => summarize(configuration, runs.filter(({ offeredRate }) => offeredRate === rate)))),
    sameAnswer: { equal: failed === 0, reference: 'batch', digest: null, rows: null },
    recommendation: failed > 0 ? { text: `Nothing can be recommended: ${failed} of ${runs.length} units gave another answer than batch.`, evidence: [] } : recommendationOf(settings, runs, cells, findings),
    sweep: findings,
    interrupted: false,
  };
}

function findingsOf(settings: SweepSettings, { earlierUnits }: SweepTools, runs: readonly Run[], cells: readonly (readonly Cell[])[], swept: Swept): SweepFindings {
  const { rates, leftOut, crossovers, fresh } = swept;
  const choice = choiceOf(settings, cells);
  return {
    rates: [...rates],
    earlierUnits,
    skipped: leftOut.map(({ configuration, ratePerSecond }) => ({ configuration: configurationName(configuration), rate: ratePerSecond })),
    crossovers: crossovers.map((crossover) => crossoverIn(crossover, runs, cells)),
    costs: costsOf(runs.filter((run) => run !== fresh)),
    check: fresh === undefined ? null : checkOf(runs.filter((run) => run !== fresh), fresh),
    attribution: fresh === undefined ? null : attributionAt(fresh, settings, runs),
    objective: settings.objective?.text ?? null,
    choice,
  };
}

function crossoverIn(crossover: Crossover, runs: readonly Run[], cells: readonly (readonly Cell[])[]): SweepFindings['crossovers'][number] {
  const again = (cell: Cell): Cell => cellOf(cell.configuration, cell.ratePerSecond, runs, cell.runs.length === 0);
  const { threshold, below, above, overtaken } = crossover;
  const current = { threshold, below: again(below), above: above && again(above), overtaken: again(overtaken) };
  const at = (rate: number): readonly Cell[] => cells.find(([{ ratePerSecond }]) => ratePerSecond === rate)!;
  return {
    below: below.name,
    above: above?.name ?? null,
    rate: threshold?.estimate ?? null,
    low: threshold?.low ?? below.ratePerSecond,
    high: threshold?.high ?? overtaken.ratePerSecond,
    level: threshold?.level ?? null,
    method: threshold?.method ?? 'two rates of the grid, since units between them did not tell',
    units: threshold?.units ?? 0,
    text: crossoverText(current, at(below.ratePerSecond), at(overtaken.ratePerSecond)),
  };
}

function attributionAt(fresh: Run, { configurations }: SweepSettings, runs: readonly Run[]): Sentence | null {
  const configuration = configurations.find((candidate) => isOf(fresh, candidate))!;
  return attributionOf(runs, { configuration, ratePerSecond: fresh.offeredRate! });
}

/** At the rate that was asked, or at each of the grid. */
function choiceOf({ objective, askedRate }: SweepSettings, cells: readonly (readonly Cell[])[]): SweepFindings['choice'] {
  if (objective === null) return null;
  const found = [...cells.entries()]
    .filter(([, [{ ratePerSecond }]]) => askedRate === null || ratePerSecond === askedRate)
    .map(([place, own]) => cheapestAt(own, cells.slice(place + 1), objective));
  const verdicts = found.map(({ held }) => held);
  const held = verdicts.includes('yes') ? 'yes' : verdicts.every((verdict) => verdict === 'no') ? 'no' : 'inconclusive';
  return { held, text: found.map(({ sentence }) => sentence.text).join(' '), evidence: found.flatMap(({ sentence }) => sentence.evidence) };
}

function recommendationOf({ configurations }: SweepSettings, runs: readonly Run[], cells: readonly (readonly Cell[])[], findings: SweepFindings): Sentence {
  const { crossovers, attribution, choice } = findings;
  const changes = crossovers.length === 0 ? [throughoutText(cells)] : crossovers.map(({ text }) => text);
  const texts = [...(choice === null ? [] : [choice.text]), ...changes, ...(attribution === null ? [] : [attribution.text])];
  return {
    text: `${texts.join(' ')}${reservation([...exclusionDoubts(configurations, runs), ...crossoverDoubts(crossovers)])}`,
    evidence: [...(choice?.evidence ?? []), ...(attribution?.evidence ?? [])],
  };
}

/** In a clause, that a crossover rests on too few units for an interval; where there is no rate, its own sentence says so. */
function crossoverDoubts(crossovers: SweepFindings['crossovers']): string[] {
  const doubtful = crossovers.filter(({ rate, level }) => rate !== null && level === null);
  if (doubtful.length === 0) return [];
  const which = crossovers.length === 1 ? '' : ` above ${doubtful.map(({ below }) => below).join(' and ')}`;
  return [`fewer than six units counted around the crossover${which}`];
}
