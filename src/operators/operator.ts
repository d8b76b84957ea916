import type { ColumnSpec } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { Watermark } from './watermark.ts';

/** JavaScript that reads one cell. Pure and cheap: generated code may repeat it any number of times. */
export interface CellCode {
  readonly value: string;
  /** Undefined if the cell cannot be null. If it is null, `value` has no meaning. */
  readonly isNull: string | undefined;
  readonly spec: ColumnSpec;
}

/** JavaScript that reads the current row. */
export interface RowCode {
  readonly cells: Readonly<Record<string, CellCode>>;
  /** The row's event time in microseconds. */
  readonly time: string;
}

/**
 * State that follows the watermark. Operators with such state pass it to `CodeWriter.state`. It is told only of
 * watermarks at which something is due; in between it reads `CodeWriter.watermark`.
 */
export interface TimedState {
  /** Emits what is complete at this watermark, in microseconds. At the end of the stream it is Infinity. */
  advance(watermarkMicros: number): void;
  /** From which watermark on `advance` has something to do. If that becomes earlier, `Watermark.expect` is called. */
  readonly dueMicros: number;
}

/** Writes the generated code of operators. Values reach the code as parameters, never as source text. */
export interface CodeWriter {
  readonly dictionary: Dictionary;
  readonly watermark: Watermark;
  readonly recordCount: number;
  /** The variable with the record that is processed, or that caused a row; `recordCount` for rows of the end. */
  readonly cause: string;
  line(text: string): void;
  /** Writes `head {`, the body and `}`. */
  block(head: string, body: () => void): void;
  /** A new constant with the value of a JavaScript expression. */
  variable(code: string): string;
  /** Writes the code that computes an expression for this row, and returns its cell. */
  expression(node: ExpressionNode, row: RowCode): CellCode;
  /** The name of a value in generated code. */
  parameter(value: unknown): string;
  /** As `parameter`, for state that follows the watermark. It advances after the states of the operator's inputs. */
  state(state: TimedState): string;
  /** Writes a function `target = (parameters) => { body }` outside the current one. */
  callback(target: string, parameters: string, body: () => void): void;
  /** Writes code that runs when an invocation ends, outside the current code. */
  atEnd(body: () => void): void;
  /** Writes that the current record changed state. */
  markAbsorbed(): void;
  /** Writes that the current record led to an output row, even if another one replaces it. */
  markEmitted(): void;
  /** Writes that the current row came too late. `windows`: code for the number of windows, above 0; default 1. */
  markLate(windows?: string): void;
}

/** Writes what happens with a row, at the place in the code where that row is the current one. */
export type Consume = (row: RowCode) => void;

/** An operator. Its file says what it means; the code that it writes is how it runs. */
export interface Operator<Node extends PlanNode> {
  readonly kind: Node['kind'];
  /**
   * Opens the operator's state, then returns one writer for each input: it writes the code for a row of that input.
   * That code calls `consume` for the rows that the operator emits. Called once for each place in the plan.
   */
  compile(node: Node, writer: CodeWriter, consume: Consume): readonly Consume[];
  /** As `compile`, for the last node of a plan. Absent if it makes no difference. */
  compileLast?(node: Node, writer: CodeWriter, consume: Consume): readonly Consume[];
  /** The event time after which the state no longer grows, in microseconds. Absent if no state grows. */
  horizonMicros?(node: Node): number;
}
