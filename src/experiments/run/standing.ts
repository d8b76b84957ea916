import { listed } from '../../results/listed.ts';
import { keepingUpDoubts, unmeasuredDoubts } from '../certainty.ts';
import { quieter } from '../inconclusive.ts';
import { estimateOf, type Candidate } from './candidate.ts';

/** What is known of a configuration at a rate, for a choice by latency. */
export type Standing =
  | 'timed' // It keeps up, and its median latency is known.
  | 'untimed' // It keeps up, but its median latency is unknown.
  | 'too slow' // It does not keep up.
  | 'may keep up' // Its units do not tell.
  | 'not measured'; // No unit counts that could tell.

export function standingOf(candidate: Candidate): Standing {
  if (candidate.counted('keepsUp') === 0) return 'not measured';
  switch (candidate.keepsUp) {
    case 'yes':
      return estimateOf(candidate, 'p50Micros') === null ? 'untimed' : 'timed';
    case 'no':
      return 'too slow';
    case 'inconclusive':
      return 'may keep up';
  }
}

/** Clauses on what is not known of these configurations; none where all are timed or too slow. */
export function standingDoubts(candidates: readonly Candidate[]): string[] {
  const of = (standing: Standing): string[] => namesOf(candidates, standing);
  const [open, untimed] = [of('may keep up'), of('untimed')];
  return [
    ...unmeasuredDoubts(of('not measured')),
    ...keepingUpDoubts(open),
    ...(untimed.length === 0 ? [] : [`the latency of ${listed(untimed)} is unknown`]),
  ];
}

/** What users can do so that the standing of these becomes known; the first that applies. */
export function standingRemedies(candidates: readonly Candidate[]): string[] {
  if (candidates.length === 0) return [];
  if (candidates.some(hasNoUnits)) return ['Let it measure to its end.'];
  if (candidates.some(isDisturbed)) return [quieter];
  const isUntimed = namesOf(candidates, 'untimed').length > 0;
  return [isUntimed ? 'Raise --rate or --duration.' : 'Raise --duration or --repeat.'];
}

/** Where it ended early. */
function hasNoUnits(candidate: Candidate): boolean {
  return candidate.of('p50Micros') === undefined;
}

/** Whether what is missing was excluded from every unit. */
function isDisturbed(candidate: Candidate): boolean {
  return candidate.counted('keepsUp') === 0 || candidate.counted('p50') === 0;
}

export function namesOf(candidates: readonly Candidate[], standing: Standing): string[] {
  return candidates.filter((candidate) => standingOf(candidate) === standing).map(({ name }) => name);
}
