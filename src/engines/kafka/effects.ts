import type { Table } from '../../columns/table.ts';
import type { Value } from '../../columns/column-type.ts';
import { compile } from '../../compile/compile.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { recordColumn, type TracedPlan } from '../traced-plan.ts';

/** The effects of records in one group, by rising ordinal. */
export interface EffectGroup {
  readonly ordinals: readonly number[];
  /** The number of the record of each effect. */
  readonly records: readonly number[];
}

/** What the records of a unit have to show, whatever runs the plan: computed once, by batch. */
export interface Effects {
  readonly groups: ReadonlyMap<string, EffectGroup>;
  /** How many effects each record has, by its number; none where the plan drops it. */
  readonly counts: Uint32Array;
}

/** @param records with the column of record numbers */
export function effectsOf({ effects, groupBy, ordinal }: TracedPlan, records: Table): Effects {
  const rows = rowsByBatch(effects, records);
  const [numbers, keys] = [rows.column(recordColumn), groupBy.map((name) => rows.column(name))];
  const groups = new Map<string, { ordinals: number[]; records: number[] }>();
  const counts = new Uint32Array(records.length);
  for (let row = 0; row < rows.length; row++) {
    const record = numbers.values[row];
    const key = groupKey(keys.map((column) => rows.value(row, column)));
    const group = groups.get(key) ?? { ordinals: [], records: [] };
    groups.set(key, group);
    // Of the rows of one record in a group, any one shows it.
    group.ordinals.push(ordinal === recordColumn ? record : group.ordinals.length + 1);
    group.records.push(record);
    counts[record]++;
  }
  return { groups, counts };
}

/** The same for the same values, whatever wrote them. */
export function groupKey(values: readonly Value[]): string {
  // JSON would write NaN and the infinities as null, which is another key.
  return JSON.stringify(
    values.map((value) => (Number.isFinite(value) || typeof value !== 'number' ? value : [`${value}`])),
  );
}

/** All rows of a plan over these records. */
export function rowsByBatch(plan: PlanNode, records: Table): Table {
  const step = compile(plan, records);
  step.output.clear();
  step.invoke(0, records.length);
  step.finish();
  return step.output.table;
}
