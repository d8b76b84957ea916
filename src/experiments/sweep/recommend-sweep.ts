import type { Configuration } from '../../results/configuration.ts';
import type { FigureName } from '../../results/exclusion.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Summary } from '../../results/summary.ts';
import type { Unit } from '../../results/unit.ts';
import { allMeasured, singleUnitDoubts } from '../certainty.ts';
import { listed } from '../../results/listed.ts';
import { inconclusive, refusalForOtherAnswers } from '../inconclusive.ts';
import { exclusionDoubts } from '../reservation.ts';
import { bestByRate } from './best-by-rate.ts';
import { bestText, rateDoubts } from './best-text.ts';
import type { Cell } from './cell.ts';

/** The figures that a recommendation rests on. */
export const neededFigures: readonly FigureName[] = ['p99', 'keepsUp', 'busy'];

export interface SweepEvidence {
  readonly configurations: readonly Configuration[];
  readonly units: readonly Unit[];
  /** By rate, ascending. */
  readonly cells: readonly (readonly Cell[])[];
  readonly findings: SweepFindings;
  /** Whether the choice is inconclusive at one of its rates. */
  readonly isChoiceOpen: boolean;
  readonly isGridMeasured: boolean;
  /** False where a problem ended the sweep early. */
  readonly isWhole: boolean;
}

/**
 * Which configuration holds the objective, where the best one changes, what batching saves, and any doubts about that.
 */
export function recommendSweep(evidence: SweepEvidence): Recommendation {
  const { configurations, units, cells, isGridMeasured, findings, isChoiceOpen } = evidence;
  const refusal = refusalForOtherAnswers(units);
  if (refusal !== undefined) return refusal;
  if (!isGridMeasured)
    return inconclusive(`the sweep ended after ${units.length} units, before all rates were measured`);
  const { choice, crossovers, saving } = findings;
  const doubts = doubtsAbout(evidence);
  const rates = cells.length === 1 ? 'one rate' : `${cells.length} rates`;
  const measured = `${allMeasured(configurations.length, p99sOf(cells))}, at ${rates}`;
  const best = { text: bestText(bestByRate(cells), crossovers, cells.length, { doubts, measured }) };
  const found = [choice, best, ...crossovers, saving].filter((sentence) => sentence !== null);
  return {
    text: found.map(({ text }) => text).join(' '),
    evidence: [...(choice?.evidence ?? []), ...(saving?.evidence ?? [])],
    ...((doubts.length > 0 || isChoiceOpen) && { inconclusive: true }),
  };
}

/** Of the cells that keep up. */
function p99sOf(cells: SweepEvidence['cells']): Summary[] {
  const keepingUp = cells.flat().filter(({ keepsUp }) => keepsUp === 'yes');
  return keepingUp.flatMap(({ summary }) => summary.filter(({ metric, units }) => metric === 'p99Micros' && units > 0));
}

/** In clauses. */
function doubtsAbout({ configurations, units, cells, findings, isWhole }: SweepEvidence): string[] {
  return [
    ...rateDoubts(bestByRate(cells)),
    ...exclusionDoubts(configurations, units, neededFigures),
    ...singleUnitDoubts(p99sOf(cells)),
    ...crossoverDoubts(findings),
    ...(isWhole ? unlocated(findings) : []),
    ...(isWhole ? [] : ['the sweep ended before all its units were measured']),
  ];
}

function crossoverDoubts({ crossovers }: SweepFindings): string[] {
  const doubtful = crossovers.filter(({ rate, level }) => rate !== null && level === null);
  if (doubtful.length === 0) return [];
  const which = crossovers.length === 1 ? '' : ` above ${listed(doubtful.map(({ below }) => below))}`;
  return [`fewer than six units counted around the crossover${which}`];
}

/** Two rates are known, between which the best one changes, and no rate. */
function unlocated({ crossovers }: SweepFindings): string[] {
  const open = crossovers.filter(({ rate }) => rate === null).map(({ below }) => below);
  return open.length === 0
    ? []
    : [`up to which rate ${listed(open)} ${open.length === 1 ? 'is' : 'are'} the best is open`];
}
