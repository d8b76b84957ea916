import type { Configuration } from '../../results/configuration.ts';
import { isFailed, type FigureName } from '../../results/exclusion.ts';
import type { SweepFindings } from '../../results/findings/sweep.ts';
import type { Recommendation } from '../../results/result.ts';
import type { Unit } from '../../results/unit.ts';
import { exclusionDoubts, reservation } from '../reservation.ts';
import { bestCell } from './best-cell.ts';
import type { Cell } from './cell.ts';
import { throughoutText } from './crossover-text.ts';

/** The figures that a recommendation rests on. */
export const neededFigures: readonly FigureName[] = ['p99', 'keepsUp', 'busy'];

export interface SweepEvidence {
  readonly configurations: readonly Configuration[];
  readonly units: readonly Unit[];
  /** By rate, ascending. */
  readonly cells: readonly (readonly Cell[])[];
  readonly findings: SweepFindings;
  readonly isGridMeasured: boolean;
  /** False where a problem ended the sweep early. */
  readonly isWhole: boolean;
}

/**
 * Which configuration holds the objective, where the best one changes, what batching saves, and any doubts about that.
 */
export function recommendSweep(evidence: SweepEvidence): Recommendation {
  const { units, isGridMeasured, findings } = evidence;
  const failed = units.filter(isFailed).length;
  if (failed > 0) return nothing(`${failed} of ${units.length} units gave another answer than batch`);
  if (!isGridMeasured) return nothing(`the sweep ended after ${units.length} units, before all rates were measured`);
  const { choice, saving } = findings;
  const found = [choice, ...changesIn(evidence), saving].filter((sentence) => sentence !== null);
  const doubts = doubtsAbout(evidence);
  return {
    text: `${found.map(({ text }) => text).join(' ')}${reservation(doubts)}`,
    evidence: [...(choice?.evidence ?? []), ...(saving?.evidence ?? [])],
    ...((doubts.length > 0 || isOpen(evidence)) && { inconclusive: true }),
  };
}

function nothing(why: string): Recommendation {
  return { text: `Nothing can be recommended: ${why}.`, evidence: [], inconclusive: true };
}

function changesIn({ cells, findings: { crossovers } }: SweepEvidence): readonly { readonly text: string }[] {
  return crossovers.length === 0 ? [{ text: throughoutText(cells) }] : crossovers;
}

/** In clauses. Leaves out doubts that a sentence of the recommendation states already. */
function doubtsAbout({ configurations, units, findings, isWhole }: SweepEvidence): string[] {
  return [
    ...exclusionDoubts(configurations, units, neededFigures),
    ...crossoverDoubts(findings),
    ...(isWhole ? [] : ['the sweep ended before all its units were measured']),
  ];
}

function crossoverDoubts({ crossovers }: SweepFindings): string[] {
  const doubtful = crossovers.filter(({ rate, level }) => rate !== null && level === null);
  if (doubtful.length === 0) return [];
  const which = crossovers.length === 1 ? '' : ` above ${doubtful.map(({ below }) => below).join(' and ')}`;
  return [`fewer than six units counted around the crossover${which}`];
}

/** Whether a sentence of the recommendation states that something is inconclusive. */
function isOpen({ cells, findings: { crossovers, choice } }: SweepEvidence): boolean {
  return (
    choice?.held === 'inconclusive' ||
    crossovers.some(({ rate }) => rate === null) ||
    cells.every((own) => bestCell(own).kind === 'inconclusive')
  );
}
