import type { Result } from '../results/result.ts';

/** A condition that is not the same in both documents. */
export interface Difference {
  /** Its place in the document, such as `experiment.sink`. */
  readonly what: string;
  readonly a: string;
  readonly b: string;
}

/** Measured anew in each experiment: these differ only where they do so by more than this factor. */
const measured: Readonly<Record<string, number>> = {
  'machine.fsyncMicros': 2,
  'machine.memoryBytes': 1.1,
  'experiment.topics.floor.p50Micros': 2,
  'experiment.topics.floor.p99Micros': 2,
  'experiment.topics.ceilingPerSecond': 2,
};
/** What follows from others, or is no condition. */
const ignored: readonly string[] = [
  'experiment.repetitions',
  'experiment.recordCount',
  'experiment.measuredRecords',
  'experiment.late.text',
];

/** Conditions that do not change the records. */
const besideRecords = /^(tool|machine)\.|^experiment\.(sink|sync|wait|payload|topics)/;

/** How tool, machine, experiment and answer differ, in the order of the document. */
export function differences(a: Result, b: Result): Difference[] {
  const ofConditions = differencesOfConditions(a, b);
  const hasSameRecords =
    a.experiment.recordCount === b.experiment.recordCount && ofConditions.every(({ what }) => besideRecords.test(what));
  return [...ofConditions, ...(hasSameRecords ? differenceOfAnswers(a, b) : [])];
}

/** Two answers to the same records, of which one is wrong, or of another pipeline than the plan shows. */
function differenceOfAnswers({ sameAnswer: a }: Result, { sameAnswer: b }: Result): Difference[] {
  if (a.unorderedDigest === null || b.unorderedDigest === null || a.unorderedDigest === b.unorderedDigest) return [];
  return [{ what: 'sameAnswer.unorderedDigest', a: a.unorderedDigest, b: b.unorderedDigest }];
}

function differencesOfConditions(a: Result, b: Result): Difference[] {
  const [conditionsA, conditionsB] = [a, b].map(
    ({ tool, machine, experiment }) => new Map(scalars({ tool, machine, experiment }, '')),
  );
  const places = [...new Set([...conditionsA.keys(), ...conditionsB.keys()])].filter(
    (place) => !ignored.includes(place),
  );
  return places.flatMap((what) => {
    const [left, right] = [conditionsA.get(what) ?? null, conditionsB.get(what) ?? null];
    return isSame(what, left, right) ? [] : [{ what, a: textOf(left), b: textOf(right) }];
  });
}

/** What is measured in four digits: the rest is noise. */
function textOf(value: Scalar): string {
  const isMeasured = typeof value === 'number' && !Number.isInteger(value);
  return isMeasured ? String(Number(value.toPrecision(4))) : String(value ?? 'none');
}

type Scalar = string | number | boolean | null;

function scalars(value: unknown, place: string): [string, Scalar][] {
  if (typeof value !== 'object' || value === null) return [[place, value as Scalar]];
  return Object.entries(value).flatMap(([name, of]) => scalars(of, place === '' ? name : `${place}.${name}`));
}

function isSame(what: string, left: Scalar, right: Scalar): boolean {
  const factor = measured[what];
  if (factor === undefined || typeof left !== 'number' || typeof right !== 'number') return left === right;
  return Math.max(left, right) <= factor * Math.min(left, right);
}
