import type { Table } from '../../../columns/table.ts';
import { compile } from '../../../compile/compile.ts';
import type { PlanNode } from '../../../pipeline/plan-node.ts';
import { recordColumn, type TracedPlan } from '../../traced-plan.ts';
import { groupKey } from '../../group-key.ts';

/** The effects of records in one group, by rising ordinal. */
export interface EffectGroup {
  readonly ordinals: readonly number[];
  /** The number of the record of each effect. */
  readonly records: readonly number[];
  /** The number of the record that closes the group's window; undefined where each record shows its own effect. */
  readonly closedBy: number | undefined;
}

/** What the records of a unit have to show, whatever runs the plan: computed once, by batch. */
export interface Effects {
  readonly groups: ReadonlyMap<string, EffectGroup>;
  /** How many effects each record has, by its number; none where the plan drops it. */
  readonly counts: Uint32Array;
  /** The number of the record by which the first effect is due: its own, or that which closes its window. */
  readonly dueBy: Uint32Array;
}

/** @param records with the column of record numbers */
export function effectsOf({ effects, groupBy, ordinal, isClosing }: TracedPlan, records: Table): Effects {
  const { rows, causes } = isClosing ? rowsWithCauses(effects, records) : { rows: rowsByBatch(effects, records) };
  const [numbers, keys] = [rows.column(recordColumn), groupBy.map((name) => rows.column(name))];
  const groups = new Map<string, { ordinals: number[]; records: number[]; closedBy: number | undefined }>();
  const counts = new Uint32Array(records.length);
  const dueBy = Uint32Array.from(counts, (_, record) => record);
  for (let row = 0; row < rows.length; row++) {
    const record = numbers.values[row];
    const closedBy = causes?.[row];
    const key = groupKey(keys.map((column) => rows.value(row, column)));
    const group = groups.get(key) ?? { ordinals: [], records: [], closedBy };
    groups.set(key, group);
    // Of the rows of one record in a group, any one shows it.
    group.ordinals.push(ordinal === recordColumn ? record : group.ordinals.length + 1);
    group.records.push(record);
    // Windows close in the order of their ends.
    if (counts[record] === 0) dueBy[record] = closedBy ?? record;
    counts[record]++;
  }
  return { groups, counts, dueBy };
}

/**
 * How many of the first records have to be there before any engine shows a row; 0 if none makes one. A window also
 * waits for a record that goes into one itself: an engine may look at the time only of those that its filters keep.
 */
export function untilFirstRow({ counts, dueBy }: Pick<Effects, 'counts' | 'dueBy'>): number {
  const due = dueBy.reduce((least, record, of) => (counts[of] > 0 ? Math.min(least, record) : least), Infinity);
  return counts.findIndex((count, record) => count > 0 && record >= due) + 1;
}

/**
 * All rows of a plan over these records.
 *
 * @param isFinished whether windows that are open at the end close there; absent: no, as in a job
 */
export function rowsByBatch(plan: PlanNode, records: Table, { isFinished = false } = {}): Table {
  const step = compile(plan, records);
  step.output.clear();
  step.invoke(0, records.length);
  if (isFinished) step.finish();
  return step.output.table;
}

/** The same, and the number of the record that caused each row. */
function rowsWithCauses(plan: PlanNode, records: Table): { readonly rows: Table; readonly causes: readonly number[] } {
  const step = compile(plan, records);
  step.output.clear();
  const causes: number[] = [];
  for (let record = 0; record < records.length; record++) {
    step.invoke(record, record + 1);
    while (causes.length < step.output.length) causes.push(record);
  }
  return { rows: step.output.table, causes };
}
