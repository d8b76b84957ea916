import { isNullable, typeOf } from '../columns/column-type.ts';
import type { Dictionary } from '../columns/dictionary.ts';
import { fate } from '../columns/fate.ts';
import type { CellCode, CodeWriter, Consume, RowCode, TimedState } from '../operators/operator.ts';
import { Watermark } from '../operators/watermark.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import { sharedNodes } from '../pipeline/shared-expressions.ts';
import { anyOf, type Choice } from './functions/implementation.ts';
import { javascriptFunctions } from './functions/index.ts';
import { KnownCells } from './known-cells.ts';

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
  readonly recordCount: number;
  readonly watermark = new Watermark();
  readonly cause = 'cause';
  readonly parameters: unknown[] = [];
  /** State that follows the watermark, upstream operators first. */
  readonly states: NamedState[] = [];
  /** Complete callbacks, innermost first. */
  readonly callbacks: string[] = [];
  /** What runs when an invocation ends. */
  readonly endings: string[] = [];
  #opened: NamedState[] = [];
  #lines: string[] = [];
  #variables = 0;
  readonly #known = new KnownCells();

  constructor(dictionary: Dictionary, recordCount: number) {
    this.dictionary = dictionary;
    this.recordCount = recordCount;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  block(head: string, body: () => void): void {
    this.line(`${head} {`);
    this.#known.within(body);
    this.line('}');
  }

  variable(code: string): string {
    const name = this.#name();
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

  atEnd(body: () => void): void {
    this.endings.push(this.capture(body));
  }

  /** Returns the text that `write` writes, apart from the text so far. */
  capture(write: () => void): string {
    const outer = this.#lines;
    this.#lines = [];
    this.#known.elsewhere(0, write);
    const text = this.#lines.join('\n');
    this.#lines = outer;
    return text;
  }

  markAbsorbed(): void {
    this.line(`if (fates[cause] === ${fate.dropped}) fates[cause] = ${fate.absorbed};`);
  }

  markEmitted(): void {
    this.line(`fates[cause] = ${fate.emitted};`);
  }

  markLate(windows = '1'): void {
    this.line(`late.note(cause, ${windows});`);
  }

  /** An expression that occurs in several places is one node, and is computed once where it is known. */
  expression(node: ExpressionNode, row: RowCode): CellCode {
    const { always, ifNeeded } = sharedNodes(node);
    const functions = new SharedFunctions(ifNeeded, this.#known.depth);
    const compute = (): CellCode => {
      for (const each of always) this.#cell(each, row, functions);
      return this.#cell(node, row, functions);
    };
    return ifNeeded.size === 0 ? compute() : this.#afterDefinitions(functions, compute);
  }

  /** Writes the definitions of the functions that `compute` uses before its own lines. */
  #afterDefinitions({ definitions }: SharedFunctions, compute: () => CellCode): CellCode {
    const lines = this.#lines;
    this.#lines = [];
    const cell = this.#known.during(compute);
    for (const line of [...definitions, ...this.#lines]) lines.push(line);
    this.#lines = lines;
    return cell;
  }

  #cell(node: ExpressionNode, row: RowCode, functions: SharedFunctions): CellCode {
    switch (node.kind) {
      case 'column':
        return row.cells[node.name];
      case 'literal':
        return this.#literal(node);
      case 'call':
        return this.#callOnce(node, row, functions);
    }
  }

  #callOnce(node: CallNode, row: RowCode, functions: SharedFunctions): CellCode {
    const known = this.#known.find(node, row);
    if (known !== undefined) return known;
    const cell = functions.nodes.has(node)
      ? this.#callIfNeeded(node, row, functions)
      : this.#call(node, row, functions);
    this.#known.add(node, row, cell);
    return cell;
  }

  /** Calls the function that computes a shared node the first time, and defines it before. */
  #callIfNeeded(node: CallNode, row: RowCode, functions: SharedFunctions): CellCode {
    let shared = functions.defined.get(node);
    if (shared === undefined) functions.defined.set(node, (shared = this.#define(node, row, functions)));
    this.line(`${shared.compute}();`);
    return shared.cell;
  }

  #define(node: CallNode, row: RowCode, functions: SharedFunctions): SharedFunction {
    const [isDone, compute] = [this.#name(), this.#name()];
    const cell: CellCode = {
      value: this.#name(),
      isNull: isNullable(node.spec) ? this.#name() : undefined,
      spec: node.spec,
    };
    const outer = this.#lines;
    this.#lines = [];
    this.#known.elsewhere(functions.depth, () => this.#assign(cell, this.#call(node, row, functions), node));
    const body = this.#lines;
    this.#lines = outer;
    functions.definitions.push(
      `let ${isDone} = false, ${cell.value} = ${valueOfNull(node)}${cell.isNull ? `, ${cell.isNull} = true` : ''};`,
      `const ${compute} = () => { if (${isDone}) return;`,
      ...body,
      `${isDone} = true; };`,
    );
    return { compute, cell };
  }

  #assign(target: CellCode, { value, isNull }: CellCode, node: CallNode): void {
    this.line(`${target.value} = ${valueUnlessNull(value, isNull, node)};`);
    if (target.isNull !== undefined) this.line(`${target.isNull} = ${isNull ?? 'false'};`);
  }

  #literal({ value, spec }: Extract<ExpressionNode, { kind: 'literal' }>): CellCode {
    const cell = typeof value === 'string' ? this.dictionary.encode(value) : value;
    return { value: this.parameter(cell), isNull: undefined, spec };
  }

  #call(node: CallNode, row: RowCode, functions: SharedFunctions): CellCode {
    const implementation = javascriptFunctions[node.function];
    if (typeof implementation !== 'function') return this.#choice(implementation, node, row, functions);
    const args = node.arguments.map((argument) => this.#cell(argument, row, functions));
    const code = implementation(args, this, node.arguments);
    const nullTest = 'isNull' in code ? code.isNull : anyOf(args.map((argument) => argument.isNull));
    const isNull = nullTest === undefined ? undefined : this.variable(nullTest);
    return { value: this.variable(valueUnlessNull(code.value, isNull, node)), isNull, spec: node.spec };
  }

  #choice(choice: Choice, node: CallNode, row: RowCode, functions: SharedFunctions): CellCode {
    const isNull = isNullable(node.spec) ? this.#mutable('true') : undefined;
    const chosen: CellCode = { value: this.#mutable(valueOfNull(node)), isNull, spec: node.spec };
    choice.choose(
      node.arguments.map((argument) => () => this.#cell(argument, row, functions)),
      (cell) => this.#assign(chosen, cell, node),
      chosen,
      this,
    );
    return chosen;
  }

  /** As `variable`, for one that later statements assign to. */
  #mutable(code: string): string {
    const name = this.#name();
    this.line(`let ${name} = ${code};`);
    return name;
  }

  #name(): string {
    return `v${this.#variables++}`;
  }
}

interface SharedFunction {
  readonly compute: string;
  /** What it has computed. */
  readonly cell: CellCode;
}

/** Functions for the nodes of an expression that several branches share, and that are computed only if needed. */
class SharedFunctions {
  readonly nodes: ReadonlySet<ExpressionNode>;
  /** How many blocks surround their definitions. */
  readonly depth: number;
  readonly defined = new Map<ExpressionNode, SharedFunction>();
  readonly definitions: string[] = [];

  constructor(nodes: ReadonlySet<ExpressionNode>, depth: number) {
    this.nodes = nodes;
    this.depth = depth;
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
