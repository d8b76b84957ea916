import type { StreamBenchError } from '../../errors.ts';
import { configurationName } from '../../results/configuration.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Result } from '../../results/result.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import type { Unit } from '../../results/unit.ts';
import type { Workload } from '../../workloads/workload.ts';
import { cellOf, type Cell } from './cell.ts';
import { cheapestAt } from './cheapest.ts';
import { attributionOf, checkOf, costsOf } from './cost-findings.ts';
import { crossoverText } from './crossover-text.ts';
import type { Crossover } from './crossover.ts';
import { beginningOf } from '../document.ts';
import { commonDurationMs, gridOf } from './grid.ts';
import { isOf, summarize } from '../summarize.ts';
import { recommendSweep } from './recommend-sweep.ts';
import type { SweepSettings } from './sweep-settings.ts';
import type { SweepUnits } from './sweep-units.ts';
import { cellsOf, type Swept, type SweepTools } from './swept.ts';

/**
 * All figures and sentences of the document come from all its units, the last one too.
 *
 * @param problem why the sweep ended early, if it did
 */
export function sweepDocument(
  settings: SweepSettings,
  workload: Workload,
  tools: SweepTools,
  units: SweepUnits,
  swept: Swept,
  problem: StreamBenchError | undefined,
): Result {
  const { units, firstOfRates } = units;
  const cells = cellsOf(settings, swept.rates, units);
  const findings = findingsOf(settings, tools, units, cells, swept);
  return {
    ...beginningOf(
      'sweep',
      { ...settings, durationMs: commonDurationMs(settings, swept.rates) },
      workload,
      tools,
      firstOfRates,
    ),
    units,
    summary: swept.rates.flatMap((rate) =>
      settings.configurations.flatMap((configuration) =>
        summarize(
          configuration,
          units.filter(({ offeredRate }) => offeredRate === rate),
        ),
      ),
    ),
    sameAnswer: {
      equal: units.every(({ status }) => status !== 'failed'),
      reference: 'batch',
      digest: null,
      rows: null,
    },
    recommendation: recommendSweep({
      configurations: settings.configurations,
      units,
      cells,
      findings,
      isGridMeasured: swept.crossovers !== undefined,
      isWhole: problem === undefined,
    }),
    sweep: findings,
    interrupted: problem?.problem.kind === 'interrupted',
  };
}

/** What compares configurations waits for the whole grid: before, one of them may only be the better one because the others are missing. */
function findingsOf(
  settings: SweepSettings,
  { earlierUnits }: SweepTools,
  units: SweepUnits,
  cells: readonly (readonly Cell[])[],
  swept: Swept,
): SweepFindings {
  const { units } = units;
  const { rates, crossovers, fresh } = swept;
  const skipped = gridOf(settings.configurations, rates).filter((point) => units.isLeftOut(point));
  return {
    rates: [...rates],
    earlierUnits,
    skipped: skipped.map(({ configuration, ratePerSecond }) => ({
      configuration: configurationName(configuration),
      rate: ratePerSecond,
    })),
    crossovers: (crossovers ?? []).map((crossover) => crossoverIn(crossover, units, cells)),
    costs: costsOf(units.filter((run) => run !== fresh)),
    check:
      fresh === undefined
        ? null
        : checkOf(
            units.filter((run) => run !== fresh),
            fresh,
          ),
    attribution: fresh === undefined ? null : attributionAt(fresh, settings, units),
    objective: settings.objective?.text ?? null,
    choice: crossovers === undefined ? null : choiceOf(settings, cells),
  };
}

function crossoverIn(
  crossover: Crossover,
  units: readonly Unit[],
  cells: readonly (readonly Cell[])[],
): SweepFindings['crossovers'][number] {
  const again = (cell: Cell): Cell => cellOf(cell.configuration, cell.ratePerSecond, units, cell.units.length === 0);
  const { threshold, isSearched, below, above, overtaken } = crossover;
  const current = { ...crossover, below: again(below), above: above && again(above), overtaken: again(overtaken) };
  const at = (rate: number): readonly Cell[] => cells.find(([{ ratePerSecond }]) => ratePerSecond === rate)!;
  return {
    below: below.name,
    above: above?.name ?? null,
    rate: threshold?.estimate ?? null,
    low: threshold?.low ?? below.ratePerSecond,
    high: threshold?.high ?? overtaken.ratePerSecond,
    level: threshold?.level ?? null,
    method:
      threshold?.method ??
      `two rates of the grid, since units between them ${isSearched ? 'did not tell' : 'were not all measured'}`,
    units: threshold?.units ?? 0,
    text: crossoverText(current, at(below.ratePerSecond), at(overtaken.ratePerSecond)),
  };
}

function attributionAt(fresh: Unit, { configurations }: SweepSettings, units: readonly Unit[]): Sentence | null {
  const configuration = configurations.find((candidate) => isOf(fresh, candidate))!;
  return attributionOf(units, { configuration, ratePerSecond: fresh.offeredRate! });
}

/** At the rate that was asked, or at each of the grid. */
function choiceOf(
  { objective, askedRate }: SweepSettings,
  cells: readonly (readonly Cell[])[],
): SweepFindings['choice'] {
  if (objective === null) return null;
  const found = [...cells.entries()]
    .filter(([, [{ ratePerSecond }]]) => askedRate === null || ratePerSecond === askedRate)
    .map(([place, own]) => cheapestAt(own, cells.slice(place + 1), objective));
  const verdicts = found.map(({ held }) => held);
  const held = verdicts.includes('yes') ? 'yes' : verdicts.every((verdict) => verdict === 'no') ? 'no' : 'inconclusive';
  return {
    held,
    text: found.map(({ sentence }) => sentence.text).join(' '),
    evidence: found.flatMap(({ sentence }) => sentence.evidence),
  };
}
