import { isSameAnswer, type ReferenceReport } from '../../engines/unit-report.ts';
import { unitSpec } from '../../engines/unit-spec.ts';
import type { Copy } from './block.ts';
import { conditionsOfCopy, type GateSettings, type LoadOfUnit } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import type { GatePoint } from './gate-point.ts';

/** What decides the records of a unit. */
export type RecordsAt = Pick<GatePoint, 'configuration'> & LoadOfUnit;

/** The answers of batch that units are held to. */
export interface Answers {
  readonly of: (side: Copy['side'], records: RecordsAt) => ReferenceReport;
  /** Of both sides, at all points. */
  readonly all: readonly ReferenceReport[];
  /** In words, where base and head differ on their records of one seed; undefined where they do not. */
  readonly difference: string | undefined;
}

/**
 * What batch answers to the records of each, with base and with head; up to a difference that is not expected.
 *
 * @param earlier of other records, which are kept
 */
export async function compareAnswers(
  all: readonly RecordsAt[],
  settings: GateSettings,
  { reference }: GateTools,
  earlier?: Answers,
): Promise<Answers> {
  const found = new Map<string, Record<Copy['side'], ReferenceReport>>();
  let difference = earlier?.difference;
  for (const records of all) {
    if (found.has(keyOf(records)) || (difference !== undefined && !settings.isChangeExpected)) continue;
    const answerOf = async (side: Copy['side']): Promise<ReferenceReport> => {
      const copy = { side, place: 0 } as const;
      return reference(unitSpec(conditionsOfCopy(settings, copy, records), records.configuration, 0));
    };
    const [base, head] = [await answerOf('base'), await answerOf('head')];
    found.set(keyOf(records), { base, head });
    if (!isSameAnswer(head.answer, base.answer)) difference ??= differenceOf(base, head);
  }
  const references = [...found.values()].flatMap(({ base, head }) => [base, head]);
  return {
    of: (side, records) => found.get(keyOf(records))?.[side] ?? earlier!.of(side, records),
    all: [...(earlier?.all ?? []), ...references],
    difference,
  };
}

/** Configurations at one load have the same records. */
function keyOf({ ratePerSecond, durationMs, warmUpMs }: RecordsAt): string {
  return `${ratePerSecond}|${durationMs}|${warmUpMs}`;
}

function differenceOf({ answer: base, recordCount }: ReferenceReport, { answer: head }: ReferenceReport): string {
  const isAlike = base.rows === head.rows;
  const rows = isAlike ? `${base.rows} rows, but other ones` : `${head.rows} rows instead of ${base.rows}`;
  return `of ${recordCount} records head makes ${rows}`;
}
