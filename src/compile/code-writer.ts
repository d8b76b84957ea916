import { isNullable, typeOf } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { fate } from '../columns/fate.ts';
import type { CellCode, CodeWriter, Consume, RowCode, TimedState } from '../operators/operator.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import { anyOf, type Choice } from './functions/implementation.ts';
import { javascriptFunctions } from './functions/index.ts';

interface NamedState {
  readonly name: string;
  readonly state: TimedState;
}

/**
 * Collects the source text of one step. Everything from a plan or a user reaches the code as a parameter p0, p1, …
 * The text itself comes only from the files of operators and functions.
 */
export class StepWriter implements CodeWriter {
  readonly dictionary: Dictionary;
  readonly parameters: unknown[] = [];
  /** State that follows the watermark, upstream operators first. */
  readonly states: NamedState[] = [];
  /** Complete callbacks, innermost first. */
  readonly callbacks: string[] = [];
  #opened: NamedState[] = [];
  #lines: string[] = [];
  #variables = 0;

  constructor(dictionary: Dictionary) {
    this.dictionary = dictionary;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  block(head: string, body: () => void): void {
    this.line(`${head} {`);
    body();
    this.line('}');
  }

  variable(code: string): string {
    const name = `v${this.#variables++}`;
    this.line(`const ${name} = ${code};`);
    return name;
  }

  parameter(value: unknown): string {
    const known = this.parameters.indexOf(value);
    return `p${known >= 0 ? known : this.parameters.push(value) - 1}`;
  }

  state(state: TimedState): string {
    const name = this.parameter(state);
    this.#opened.push({ name, state });
    return name;
  }

  /** Returns what an operator returns, and the states that it opened. */
  open(compileOperator: () => readonly Consume[]): {
    readonly rowWriters: readonly Consume[];
    readonly states: readonly NamedState[];
  } {
    this.#opened = [];
    const rowWriters = compileOperator();
    return { rowWriters, states: this.#opened };
  }

  callback(target: string, parameters: string, body: () => void): void {
    this.callbacks.push(this.capture(() => this.block(`${target} = (${parameters}) =>`, body)));
  }

  /** Returns the text that `write` writes, apart from the text so far. */
  capture(write: () => void): string {
    const outer = this.#lines;
    this.#lines = [];
    write();
    const text = this.#lines.join('\n');
    this.#lines = outer;
    return text;
  }

  markAbsorbed(): void {
    this.line(`if (fates[cause] === ${fate.dropped}) fates[cause] = ${fate.absorbed};`);
  }

  markLate(windows = '1'): void {
    this.line(`late.note(cause, ${windows});`);
  }

  expression(node: ExpressionNode, row: RowCode): CellCode {
    switch (node.kind) {
      case 'column':
        return row.cells[node.name];
      case 'literal':
        return this.#literal(node);
      case 'call':
        return this.#call(node, row);
    }
  }

  #literal({ value, spec }: Extract<ExpressionNode, { kind: 'literal' }>): CellCode {
    const cell = typeof value === 'string' ? this.dictionary.encode(value) : value;
    return { value: this.parameter(cell), isNull: undefined, spec };
  }

  #call(node: CallNode, row: RowCode): CellCode {
    const implementation = javascriptFunctions[node.function];
    if (typeof implementation !== 'function') return this.#choice(implementation, node, row);
    const args = node.arguments.map((argument) => this.expression(argument, row));
    const code = implementation(args, this, node.arguments);
    const nullTest = 'isNull' in code ? code.isNull : anyOf(args.map((argument) => argument.isNull));
    const isNull = nullTest === undefined ? undefined : this.variable(nullTest);
    return { value: this.variable(valueUnlessNull(code.value, isNull, node)), isNull, spec: node.spec };
  }

  #choice(choice: Choice, node: CallNode, row: RowCode): CellCode {
    const isNull = isNullable(node.spec) ? this.#mutable('true') : undefined;
    const chosen: CellCode = { value: this.#mutable(valueOfNull(node)), isNull, spec: node.spec };
    const assign = (cell: CellCode): void => {
      this.line(`${chosen.value} = ${valueUnlessNull(cell.value, cell.isNull, node)};`);
      if (isNull !== undefined) this.line(`${isNull} = ${cell.isNull ?? 'false'};`);
    };
    choice.choose(
      node.arguments.map((argument) => () => this.expression(argument, row)),
      assign,
      chosen,
      this,
    );
    return chosen;
  }

  /** As `variable`, for one that later statements assign to. */
  #mutable(code: string): string {
    const name = `v${this.#variables++}`;
    this.line(`let ${name} = ${code};`);
    return name;
  }
}

type CallNode = Extract<ExpressionNode, { kind: 'call' }>;

function valueUnlessNull(value: string, isNull: string | undefined, node: CallNode): string {
  return isNull === undefined ? value : `${isNull} ? ${valueOfNull(node)} : ${value}`;
}

/** A null cell of a table may hold any value: computing with it could overflow, or it could be no code of a text. */
function valueOfNull({ spec }: CallNode): string {
  return typeOf(spec) === 'boolean' ? 'false' : '0';
}
