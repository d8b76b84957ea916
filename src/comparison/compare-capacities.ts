import { configurationName, isSameConfiguration } from '../results/configuration.ts';
import type { Capacity } from '../results/findings/capacity.ts';
import type { Findings } from '../results/findings/findings.ts';
import { comparedFigure, inconclusive, verdictOn, type ComparedFigure, type FigureVerdict } from './compared-figure.ts';

export interface ComparedCapacity {
  readonly configuration: string;
  readonly objective: string | null;
  readonly figure: ComparedFigure;
}

/**
 * The capacity of each configuration, where both looked for it under the same objective.
 *
 * @param refusal of all verdicts; undefined where there is none
 */
export function compareCapacities(a: Findings, b: Findings, refusal: FigureVerdict | undefined): ComparedCapacity[] {
  const ofB = capacitiesOf(b);
  return capacitiesOf(a).flatMap((one) => {
    const other = ofB.find((each) => isSameConfiguration(each, one) && each.objective === one.objective);
    if (other === undefined) return [];
    const figure = comparedFigure('capacity', one, other, refusal ?? verdictOnCapacities(one, other));
    return [{ configuration: configurationName(one), objective: one.objective, figure }];
  });
}

/** The part of the findings that is compared, beside the figures of the summary. */
function capacitiesOf(findings: Findings): readonly Capacity[] {
  switch (findings.kind) {
    case 'run':
    case 'sweep':
    case 'recover':
    case 'gate':
      return [];
    case 'capacity':
      return findings.capacities;
  }
}

/** A doubt about one of them is one about the verdict. */
function verdictOnCapacities(a: Capacity, b: Capacity): FigureVerdict {
  const doubt = doubtAbout('a', a) ?? doubtAbout('b', b);
  if (doubt !== undefined) return inconclusive(doubt);
  const [ofA, ofB] = [boundsOf(a), boundsOf(b)];
  // Without them, or with two intervals, as any other figure.
  if (ofA === null || ofB === null || (a.estimate !== null && b.estimate !== null)) return verdictOn(a, b, 'higher');
  if (ofA.high < ofB.low) return { verdict: 'faster', reason: 'the rates are apart' };
  if (ofB.high < ofA.low) return { verdict: 'slower', reason: 'the rates are apart' };
  return inconclusive('of one the rate is above all that can be measured');
}

/** Undefined where there is none; too few units for an interval are none of these. */
function doubtAbout(side: 'a' | 'b', { doubt, harnessLimited }: Capacity): string | undefined {
  if (doubt === 'excluded units') return `more than a tenth of the units of ${side} were excluded`;
  return harnessLimited ? `the measuring itself limits ${side}` : undefined;
}

/** Between which rates a capacity is; null where that is not known. */
function boundsOf({ verdict, above, low, high, level }: Capacity): { low: number; high: number } | null {
  if (verdict === 'no') return { low: 0, high: 0 };
  if (above !== undefined) return { low: above, high: Infinity };
  return level === null || low === null || high === null ? null : { low, high };
}
