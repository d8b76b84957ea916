import { digestFor } from '../../../answers/answer-digest.ts';
import type { Value } from '../../../columns/column-type.ts';
import { Dictionary } from '../../../columns/dictionary.ts';
import { OutputRows } from '../../../columns/output-rows.ts';
import type { Table } from '../../../columns/table.ts';
import { outputKey } from '../../../operators/output-key.ts';
import type { PlanNode } from '../../../pipeline/plan-node.ts';
import type { OutputFigures } from '../../../results/unit.ts';
import type { Effects } from './effects.ts';
import { groupKey } from '../../group-key.ts';
import type { TracedPlan } from '../../traced-plan.ts';
import { Visibility } from './visibility.ts';

/** The rows that came out: which records they show, and the answer that they are. */
export class SeenRows {
  readonly visibility: Visibility;
  /** Rows in all, duplicates too. */
  read = 0;
  /** Of these, texts that are no row of the plan. */
  unreadable = 0;
  /** Rows that repeat a row of the same record more often than batch puts it out: at-least-once delivery makes them. */
  duplicates = 0;
  readonly #names: readonly string[];
  readonly #groupAt: readonly number[];
  readonly #ordinalAt: number;
  readonly #answer: OutputRows;
  readonly #answerAt: readonly number[];
  /** How often each row may still come, where rows do not replace each other. */
  #rowsDue: number;
  readonly #due: Map<string, number> | undefined;
  /** Of each key the ordinal of its last row, where rows replace each other. */
  readonly #latest = new Map<string, number>();

  /**
   * @param plan without the columns that trace records
   * @param expected the rows of the traced plan, by batch
   * @param measuredFrom number of the first record after the warm-up
   */
  constructor(plan: PlanNode, traced: TracedPlan, effects: Effects, expected: Table, measuredFrom = 0) {
    this.visibility = new Visibility(effects, measuredFrom);
    this.#names = Object.keys(traced.plan.schema);
    this.#groupAt = traced.groupBy.map((name) => this.#names.indexOf(name));
    this.#ordinalAt = traced.ordinal === undefined ? -1 : this.#names.indexOf(traced.ordinal);
    this.#answer = new OutputRows(plan.schema, new Dictionary(), outputKey(plan));
    this.#answerAt = Object.keys(plan.schema).map((name) => this.#names.indexOf(name));
    this.#rowsDue = expected.length;
    this.#due = outputKey(plan) === undefined ? occurrences(expected) : undefined;
  }

  /**
   * @param values in the order of the traced plan's columns; undefined where the text is no row of the plan
   * @param lateNanos by how much the row may have been noted late
   */
  take(values: readonly Value[] | undefined, nanos: number, lateNanos = 0): void {
    this.read++;
    if (values === undefined) {
      this.unreadable++;
      return;
    }
    const ordinal = this.#ordinalAt === -1 ? Infinity : (values[this.#ordinalAt] as number);
    const group = groupKey(this.#groupAt.map((at) => values[at]));
    this.visibility.observe(group, ordinal, nanos, lateNanos);
    if (this.#isDuplicate(values)) this.duplicates++;
    else if (!this.#isReplaced(group, ordinal))
      this.#answer.append(
        0,
        this.#answerAt.map((at) => values[at]),
      );
  }

  /** Effects that were not seen or, if they are more, rows that batch puts out and that did not come. */
  get missing(): number {
    return Math.max(this.visibility.missing, this.#due === undefined ? 0 : this.#rowsDue);
  }

  /** What makes the unit say nothing. */
  get faults(): string[] {
    const { missing } = this.visibility;
    return [
      ...(missing > 0 ? [`${missing} effects of records were not seen`] : []),
      ...(this.unreadable > 0 ? [`${this.unreadable} rows are not those of the plan`] : []),
    ];
  }

  output(): OutputFigures {
    const digest = digestFor(this.#answer);
    digest.update(this.#answer);
    const digests = { digest: null, unorderedDigest: digest.unorderedHex() };
    const duplicates = this.#due === undefined ? null : this.duplicates;
    return { rows: digest.rows, rowsWritten: this.read - this.duplicates, duplicates, ...digests, readBack: 'yes' };
  }

  #isDuplicate(values: readonly Value[]): boolean {
    if (this.#due === undefined) return false;
    const key = groupKey(values);
    const due = this.#due.get(key);
    // A row that batch does not put out stays, so that the answer differs.
    if (due === undefined) return false;
    this.#due.set(key, due - 1);
    if (due > 0) this.#rowsDue--;
    return due <= 0;
  }

  /** Whether a later row of the same key came before it: of several partitions any one may be read first. */
  #isReplaced(key: string, ordinal: number): boolean {
    if (this.#due !== undefined) return false;
    const latest = this.#latest.get(key) ?? -Infinity;
    if (ordinal >= latest) this.#latest.set(key, ordinal);
    return ordinal < latest;
  }
}

function occurrences(rows: Table): Map<string, number> {
  const counts = new Map<string, number>();
  for (let row = 0; row < rows.length; row++) {
    const key = groupKey(rows.row(row));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
