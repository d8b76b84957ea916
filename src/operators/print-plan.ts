import { inputsOf, type PlanNode } from '../pipeline/plan-node.ts';
import { printExpression, printName } from '../pipeline/print-expression.ts';
import type { ExpressionNode } from '../pipeline/expression-node.ts';
import type { StaticTable } from '../pipeline/static-table.ts';
import type { AggregateNode } from './aggregates/index.ts';
import type { JoinKey } from './join-keys.ts';

/** A node of a plan in words. */
export interface NodeText {
  readonly kind: string;
  /** How many second inputs deep the node is nested. */
  readonly depth: number;
  /** Its parameters, in short. */
  readonly settings: readonly string[];
  /** The columns that it passes on unchanged; of a source or map, its columns with their types. */
  readonly columns: readonly string[];
  /** `column = expression` for each column that it computes. */
  readonly computed: readonly string[];
}

/**
 * The nodes of a plan in the order in which rows pass them. Those of a second input come before the node that reads
 * both, one level deeper. Nodes are plain data, so operators need no texts of their own.
 */
export function printPlan(plan: PlanNode): NodeText[] {
  return printNode(plan, 0, new Set());
}

function printNode(node: PlanNode, depth: number, printed: Set<PlanNode>): NodeText[] {
  if (printed.has(node)) return [{ kind: node.kind, depth, settings: ['as above'], columns: [], computed: [] }];
  const inputs = inputsOf(node).flatMap((input, side) => printNode(input, depth + side, printed));
  printed.add(node);
  return [
    ...inputs,
    { kind: node.kind, depth, settings: settingsOf(node), columns: columnsOf(node), computed: computedOf(node) },
  ];
}

const notSettings: readonly string[] = ['kind', 'schema', 'input', 'other', 'expressions', 'aggregates', 'includesEnd'];

function settingsOf(node: PlanNode): string[] {
  return Object.entries(node).flatMap(([name, value]) => (notSettings.includes(name) ? [] : settingText(name, value)));
}

function columnsOf(node: PlanNode): string[] {
  if (node.kind === 'source' || node.kind === 'map')
    return Object.entries(node.schema).map(([name, spec]) => `${printName(name)} ${spec}`);
  return expressionsOf(node).flatMap(([name, expression]) => (isSame(name, expression) ? [printName(name)] : []));
}

function computedOf(node: PlanNode): string[] {
  const { aggregates = {} } = node as { readonly aggregates?: Readonly<Record<string, AggregateNode>> } & PlanNode;
  return [
    ...expressionsOf(node).flatMap(([name, expression]) =>
      isSame(name, expression) ? [] : [`${printName(name)} = ${printExpression(expression)}`],
    ),
    ...Object.entries(aggregates).map(([name, aggregate]) => `${printName(name)} = ${printAggregate(aggregate)}`),
  ];
}

function expressionsOf(node: PlanNode): [string, ExpressionNode][] {
  const { expressions = {} } = node as { readonly expressions?: Readonly<Record<string, ExpressionNode>> } & PlanNode;
  return Object.entries(expressions);
}

function isSame(name: string, expression: ExpressionNode): boolean {
  return expression.kind === 'column' && expression.name === name;
}

/** An aggregate as a person would write it: `sum(amount)`. */
export function printAggregate({ function: name, argument, quantile }: AggregateNode): string {
  const args = [
    ...(argument === undefined ? [] : [printExpression(argument)]),
    ...(quantile === undefined ? [] : [String(quantile)]),
  ];
  return `${name}(${args.join(', ')})`;
}

function settingText(name: string, value: unknown): string[] {
  const label =
    labels[name] ?? name.replace(/Micros$/, '').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (value === false || (Array.isArray(value) && value.length === 0)) return [];
  return [value === true ? label : `${label} ${valueText(name, value)}`.trim()];
}

/** For properties whose name adds nothing to their value, or is unclear. */
const labels: Readonly<Record<string, string>> = {
  predicate: '',
  type: '',
  table: '',
  keys: 'on',
  k: '',
  by: 'by',
  separator: 'at',
  with: '',
};

function valueText(name: string, value: unknown): string {
  if (typeof value === 'function') return 'a function in JavaScript';
  if (typeof value === 'number') return name.endsWith('Micros') ? durationText(value) : String(value);
  if (typeof value === 'string') return name === 'separator' ? JSON.stringify(value) : printName(value);
  if (Array.isArray(value))
    return value
      .map((each: string | JoinKey) => (typeof each === 'string' ? printName(each) : keyText(each)))
      .join(', ');
  if (isStaticTable(value)) return `table of ${value.rows.length} rows by ${printName(value.key)}`;
  return printExpression(value as ExpressionNode);
}

function keyText({ left, right }: JoinKey): string {
  return left === right ? printName(left) : `${printName(left)} = ${printName(right)}`;
}

function isStaticTable(value: unknown): value is StaticTable {
  return typeof value === 'object' && value !== null && 'rows' in value;
}

const units = [
  ['h', 3_600_000_000],
  ['min', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
  ['µs', 1],
] as const;

/** In the largest unit that gives a whole number. */
function durationText(micros: number): string {
  const [unit, size] = units.find(([, length]) => micros !== 0 && micros % length === 0) ?? units[3];
  return `${micros / size} ${unit}`;
}
