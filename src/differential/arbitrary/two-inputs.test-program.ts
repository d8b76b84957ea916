import fc from 'fast-check';
import { typeOf, type Schema } from '../../columns/column-type.ts';
import { asOfJoinNode } from '../../operators/as-of-join.ts';
import type { OperatorNode } from '../../operators/index.ts';
import { intervalJoinNode } from '../../operators/interval-join.ts';
import type { JoinKey } from '../../operators/join-keys.ts';
import { projectNode } from '../../operators/project.ts';
import { unionNode } from '../../operators/union.ts';
import type { ExpressionNode } from '../../pipeline/expression-node.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { AppendNode } from './append-node.test-program.ts';
import { expressionChoices, expressionFrom, type ExpressionChoices } from './expressions.test-program.ts';
import { at } from './values.test-program.ts';

export type TwoInputKind = Extract<OperatorNode, { readonly other: PlanNode }>['kind'];

interface KeyChoices {
  readonly left: number;
  readonly right: number;
  /** Whether the key has the same name on both sides. */
  readonly sameName: boolean;
}

const keyChoices = fc.array(fc.record({ left: fc.nat(20), right: fc.nat(20), sameName: fc.boolean() }), {
  maxLength: 2,
});

/** Mostly smaller than the time span of a case. */
const boundMicros = fc.oneof({ weight: 4, arbitrary: fc.nat(80) }, { weight: 1, arbitrary: fc.nat(2000) });

/** Operators whose second input is a branch of the plan: it starts at an earlier node and has its own operators. */
export function twoInputOperatorsOver(chain: fc.Arbitrary<readonly AppendNode[]>): {
  readonly [Kind in TwoInputKind]: fc.Arbitrary<AppendNode>;
} {
  const branch: fc.Arbitrary<AppendNode> = fc.record({ back: fc.nat(5), operators: chain }).map(
    ({ back, operators }) =>
      (input, depth) =>
        // Another digit makes the names differ from those of the nodes before the branch.
        operators.reduce<PlanNode>(
          (node, append, index) => append(node, (depth + 1) * 10 + index),
          before(input, back),
        ),
  );
  return {
    union: fc
      .record({ branch, columns: fc.array(expressionChoices, { minLength: 1, maxLength: 4 }) })
      .map(
        (choices) => (input, depth) =>
          unionNode(input, withColumnsOf(input.schema, choices.branch(input, depth), choices.columns)),
      ),

    'interval-join': fc
      .record({ branch, keys: keyChoices, beforeMicros: boundMicros, afterMicros: boundMicros })
      .map((choices) => (input, depth) => {
        const { other, keys } = joinable(input, choices.branch(input, depth), choices.keys, depth);
        return intervalJoinNode(input, other, keys, choices);
      }),

    'as-of-join': fc
      .record({
        branch,
        keys: keyChoices,
        withinMicros: fc.option(boundMicros, { nil: undefined }),
        type: fc.constantFrom('inner', 'left'),
      })
      .map((choices) => (input, depth) => {
        const { other, keys } = joinable(input, choices.branch(input, depth), choices.keys, depth);
        return asOfJoinNode(input, other, keys, choices);
      }),
  };
}

/** The plan without its last `back` operators. */
function before(plan: PlanNode, back: number): PlanNode {
  return back === 0 || plan.input === undefined ? plan : before(plan.input, back - 1);
}

/** The branch, projected to these columns if it has others. Either side may be the only one with nulls. */
function withColumnsOf(schema: Schema, branch: PlanNode, columns: readonly ExpressionChoices[]): PlanNode {
  const names = Object.keys(schema);
  const isAlike =
    names.length === Object.keys(branch.schema).length &&
    names.every((name) => Object.hasOwn(branch.schema, name) && sameType(schema[name], branch.schema[name]));
  if (isAlike) return branch;
  const expressions = names.map(
    (name, index) => [name, expressionFrom(at(columns, index), typeOf(schema[name]), branch.schema).node] as const,
  );
  return projectNode(branch, Object.fromEntries(expressions));
}

function sameType(left: Schema[string], right: Schema[string] | undefined): boolean {
  return right !== undefined && typeOf(left) === typeOf(right);
}

/** The branch with new names, except for keys of the same name. */
function joinable(
  input: PlanNode,
  branch: PlanNode,
  choices: readonly KeyChoices[],
  depth: number,
): { other: PlanNode; keys: JoinKey[] } {
  const names = Object.keys(branch.schema);
  const newNames = new Map(names.map((name, index) => [name, `r${depth}${index}`]));
  const keys = choices.flatMap((choice): JoinKey[] => {
    const left = at(Object.keys(input.schema), choice.left);
    const candidates = names.filter((name) => sameType(input.schema[left], branch.schema[name]));
    if (candidates.length === 0) return [];
    const right = at(candidates, choice.right);
    if (choice.sameName && ![...newNames.values()].includes(left)) newNames.set(right, left);
    return [{ left, right }];
  });
  const columns = names.map((name): [string, ExpressionNode] => [
    newNames.get(name)!,
    { kind: 'column', name, spec: branch.schema[name] },
  ]);
  // A column that was renamed for one key may also serve another one, under its new name.
  const renamed = keys.map(({ left, right }) => ({ left, right: newNames.get(right)! }));
  return { other: projectNode(branch, Object.fromEntries(columns)), keys: renamed };
}
