import type { ColumnSpec } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';

/** JavaScript that reads one cell. Pure and cheap: it may stand in generated code any number of times. */
export interface CellCode {
  readonly value: string;
  /** Undefined where the cell cannot be null. Where it is null, `value` is to be ignored. */
  readonly isNull: string | undefined;
  readonly spec: ColumnSpec;
}

/** JavaScript that reads the row at hand. */
export interface RowCode {
  readonly cells: Readonly<Record<string, CellCode>>;
  /** The row's event time in microseconds. */
  readonly time: string;
}

/** State that reacts when event time advances. Operators with such state hand it to `CodeWriter.state`. */
export interface TimedState {
  /** Emits what is complete at this watermark, in microseconds; Infinity at the end of the stream. */
  advance(watermarkMicros: number): void;
}

/** What an operator writes its code with. Values reach the code as parameters, never as source text. */
export interface CodeWriter {
  readonly dictionary: Dictionary;
  line(text: string): void;
  /** Writes `head {`, the body and `}`. */
  block(head: string, body: () => void): void;
  /** A fresh constant holding the value of a JavaScript expression. */
  variable(code: string): string;
  /** The cell that an expression has for this row, computed here. */
  expression(node: ExpressionNode, row: RowCode): CellCode;
  /** The name under which generated code sees a value. */
  parameter(value: unknown): string;
  /** As `parameter`, for state that must be told of the watermark: after the states of the operator's inputs. */
  state(state: TimedState): string;
  /** Writes a function `target = (parameters) => { body }` beside the one at hand. */
  callback(target: string, parameters: string, body: () => void): void;
  /** Notes that the record at hand changed state. */
  markAbsorbed(): void;
  /** Notes that the row at hand came too late, with windows for how many: a number above 0 in JavaScript. */
  markLate(windows?: string): void;
}

/** Writes what happens with a row, inside the code in which the row is at hand. */
export type Consume = (row: RowCode) => void;

/** An operator: what it means, stands in its file; how it runs, is the code that it writes. */
export interface Operator<Node extends PlanNode> {
  readonly kind: Node['kind'];
  /**
   * Opens the operator's state, then returns for each of its inputs what writes the code for one row from there;
   * that code calls `consume` for the rows that the operator puts out. Called once for each place in the plan.
   */
  compile(node: Node, writer: CodeWriter, consume: Consume): readonly Consume[];
  /** How much event time must pass until the state is as full as it will get; absent: no state that fills. */
  horizonMicros?(node: Node): number;
}
