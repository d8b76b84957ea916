import type { LateReport, ReferenceReport } from '../engines/unit-report.ts';
import type { LateRecords } from '../results/late-records.ts';
import { percent, perSecond } from '../results/quantity.ts';
import type { Recommendation, Result } from '../results/result.ts';
import type { RecordShape } from '../sources/record-shape.ts';
import { lateCauseText } from './late-cause-text.ts';

/**
 * Above this share of dropped records nothing is recommended. A dropped record costs next to nothing, so this is about
 * the share by which the cost of a record can be too low, and the rate that is kept up with too high. Up to it, the
 * error is within what units of one configuration differ by, and watermarks are usually set to drop far less.
 */
const maxDroppedShare = 0.05;

/** What is known of the records of one unit. */
type Records = Pick<ReferenceReport, 'late' | 'recordCount' | 'records'>;

/**
 * The late records of the unit that dropped the largest share; undefined where none is late.
 *
 * @param shape of generated records: those that are late because the user asked for it are not too many
 */
export function lateRecordsOf(references: readonly Records[], { lateShare = 0 }: RecordShape): LateRecords | undefined {
  const worst = worstOf(references);
  if (worst === undefined) return undefined;
  const { late, recordCount } = worst;
  const { records, dropped, cause } = late;
  const tooMany = droppedShare(worst) > maxDroppedShare + lateShare;
  const why = lateShare > 0 ? '--late asks for such records.' : cause && lateCauseText(cause);
  const causeText = why === null ? '' : ` ${why}`;
  return { records, dropped, of: recordCount, tooMany, text: `${countText(worst)}.${causeText}` };
}

/** Stands in place of any recommendation where too many records were dropped; null where not. */
export function refusalForLate({ experiment: { late } }: Pick<Result, 'experiment'>): Recommendation | null {
  if (late === undefined || !late.tooMany) return null;
  const why = 'too many records were late and dropped, so the figures are those of another load';
  return { text: `Inconclusive: ${why}. ${late.text}`, evidence: [], inconclusive: true };
}

interface WithLate extends Records {
  readonly late: LateReport;
}

function worstOf(references: readonly Records[]): WithLate | undefined {
  const withLate = references.filter((reference): reference is WithLate => reference.late !== null);
  return withLate.toSorted((left, right) => droppedShare(right) - droppedShare(left))[0];
}

/** Of all records or of the measured ones, whichever is larger. */
function droppedShare({ late, recordCount, records: { measured } }: WithLate): number {
  return Math.max(late.dropped / recordCount, measured === 0 ? 0 : late.measuredDropped / measured);
}

/** `1,899 of 2,000 records were late and dropped (95 %), in the measured period 1,000 of 1,000 (100 %)`. */
function countText({ late, recordCount, records: { measured } }: WithLate): string {
  const { records, dropped, measuredDropped } = late;
  const of = `of ${perSecond(recordCount)} records`;
  const inPart = 'late for some of their windows or operators, and counted in others';
  if (dropped === 0) return `${perSecond(records)} ${of} were ${inPart} (${shareText(records, recordCount)})`;
  const share = shareText(dropped, recordCount);
  const [part, whole] = [perSecond(measuredDropped), perSecond(measured)];
  const inPeriod = measuredDropped === 0 ? 'none' : `${part} of ${whole} (${shareText(measuredDropped, measured)})`;
  const period = measured === 0 ? '' : `, in the measured period ${inPeriod}`;
  const others = records === dropped ? '' : `, and ${perSecond(records - dropped)} were ${inPart}`;
  return `${perSecond(dropped)} ${of} were late and dropped (${share})${period}${others}`;
}

function shareText(part: number, whole: number): string {
  const share = part / whole;
  return share > 0 && share < 5e-5 ? 'less than 0.01 %' : percent(share);
}
