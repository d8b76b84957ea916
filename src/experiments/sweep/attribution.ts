import { micros, perSecond } from '../../results/quantity.ts';
import { meanDifference, type MeanDifference } from '../../statistics/mean-difference.ts';
import { totalMicros, type InvocationCost } from '../invocation-cost.ts';

/** The costs of invocations in the units of one configuration at one rate. */
export interface MeasuredCost {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly units: readonly InvocationCost[];
}

/** By how much a record costs less in batches than one by one, in microseconds. */
export interface Saving {
  readonly total: MeanDifference;
  readonly processing: MeanDifference;
  readonly commit: MeanDifference;
}

/** A part of at least this share is named as the cause of the saving. */
const mainShare = 2 / 3;

/** Null where either has fewer than 2 units, whose scatter is unknown. */
export function savingOf(single: MeasuredCost, batched: MeasuredCost): Saving | null {
  const [total, processing, commit] = [totalMicros, processingOf, commitOf].map((part) =>
    meanDifference(perRecord(single, part), perRecord(batched, part)),
  );
  return total === null || processing === null || commit === null ? null : { total, processing, commit };
}

/** A sentence on what batching saves, and whether that is the commit or the invocation. */
export function savingText(
  single: MeasuredCost,
  batched: MeasuredCost,
): { readonly text: string; readonly evidence: string[] } | null {
  const saving = savingOf(single, batched);
  if (saving === null) return null;
  const where = `(${nameAt(batched)} against ${nameAt(single)})`;
  const { total, processing, commit } = saving;
  const evidence = [
    `saved per record ${where}: ${bounds(total)}`,
    `of it the invocation: ${bounds(processing)}`,
    `of it the commit: ${bounds(commit)}`,
  ];
  if (!(total.low > 0))
    return {
      text: `Batching saves nothing distinguishable from noise ${where}: ${bounds(total)} per record.`,
      evidence,
    };
  const shares = { commit: commit.estimate / total.estimate, invocation: processing.estimate / total.estimate };
  if (shares.commit >= mainShare)
    return { text: `What batching saves is the commit: ${share(commit, total)} ${where}.`, evidence };
  if (shares.invocation >= mainShare)
    return {
      text: `What batching saves is the invocation, not the commit: ${share(processing, total)} ${where}.`,
      evidence,
    };
  const [saved, ofCommit, ofInvocation] = [total, commit, processing].map(({ estimate }) => micros(estimate));
  const parts = `${ofCommit} of it the commit, ${ofInvocation} the invocation`;
  return { text: `Batching saves ${saved} per record: ${parts} ${where}.`, evidence };
}

/** Such as `41 of 44 µs per record`. A part may exceed the whole, where the other part is negative. */
function share(part: MeanDifference, total: MeanDifference): string {
  const [some, whole] = [micros(part.estimate), micros(total.estimate)];
  const unit = whole.slice(whole.indexOf(' '));
  return `${some.endsWith(unit) ? some.slice(0, -unit.length) : some} of ${whole} per record`;
}

function bounds({ estimate, low, high, level }: MeanDifference): string {
  return `${micros(estimate)} (${Math.round(level * 100)} % interval ${micros(low)} to ${micros(high)})`;
}

function nameAt({ name, ratePerSecond }: MeasuredCost): string {
  return `${name} at ${perSecond(ratePerSecond)} records/s`;
}

function perRecord({ units }: MeasuredCost, part: (unit: InvocationCost) => number): number[] {
  return units.map((unit) => part(unit) / unit.records);
}

function processingOf({ processingMicros }: InvocationCost): number {
  return processingMicros;
}

function commitOf({ commitMicros }: InvocationCost): number {
  return commitMicros;
}
