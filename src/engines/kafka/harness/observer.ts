import { Dictionary } from '../../../columns/dictionary.ts';
import { Table } from '../../../columns/table.ts';
import type { OutputFigures } from '../../../results/unit.ts';
import type { BlackBox } from '../black-box/black-box.ts';
import { BlackBoxRows } from '../black-box/black-box-rows.ts';
import { expectedEffects } from '../black-box/expected-effects.ts';
import { recordTexts } from '../black-box/record-texts.ts';
import { effectsOf, rowsByBatch, type Effects } from '../effects/effects.ts';
import type { PreparedUnit } from './prepared-unit.ts';
import { jsonReader } from '../../../row-formats/record-json.ts';
import type { ReadRow } from '../records/row-reader.ts';
import { SeenRows } from '../effects/seen-rows.ts';
import type { Visibility } from '../effects/visibility.ts';

/** What the consumer makes of rows. */
export interface Observer {
  /** What records have to show, as far as it is known by now. */
  readonly effects: () => Pick<Effects, 'counts' | 'dueBy'>;
  readonly seen: Observed;
  /** @param lateNanos by how much the row may have been noted late */
  readonly take: (row: ReadRow, nanos: number, lateNanos: number) => void;
  /** Throws if the first row shows that nothing can be measured. */
  readonly check: (row: ReadRow) => void;
}

export interface Observed {
  readonly visibility: Visibility;
  readonly read: number;
  readonly missing: number;
  /** What makes the unit say nothing. */
  readonly faults: readonly string[];
  output(): OutputFigures;
}

export function observerOf(unit: PreparedUnit, box: BlackBox | undefined): Observer {
  return box === undefined ? ofPlan(unit) : ofBlackBox(unit, box);
}

function ofPlan({ plan, scheduled, records, traced }: PreparedUnit): Observer {
  const effects = effectsOf(traced, records);
  const seen = new SeenRows(plan, traced, effects, rowsByBatch(traced.plan, records), scheduled.measuredFrom);
  const readRow = jsonReader(new Table(traced.plan.schema, new Dictionary()));
  return {
    effects: () => effects,
    seen,
    take: ({ text }, nanos, lateNanos) => seen.take(readRow(text.toString()), nanos, lateNanos),
    check: () => {},
  };
}

function ofBlackBox({ scheduled: { records, measuredFrom }, isLines }: PreparedUnit, box: BlackBox): Observer {
  const expected = expectedEffects(box.trace, records.length, recordTexts(records, isLines, box));
  const seen = new BlackBoxRows(box, expected, measuredFrom);
  return {
    effects: () => ({ counts: seen.effects, dueBy: expected.dueBy }),
    seen,
    take: (row, nanos, lateNanos) => seen.take(row, nanos, lateNanos),
    check: (row) => seen.check(row),
  };
}
