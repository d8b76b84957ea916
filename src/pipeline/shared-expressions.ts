import type { ExpressionNode } from './expression-node.ts';

/** Nodes that an expression has in several places. They are one node, which is computed once. */
export interface SharedNodes {
  /** Those that are computed whatever the values are, each after the nodes that it reads. */
  readonly always: readonly ExpressionNode[];
  /** Those that only branches of `case` or `coalesce` read: computing them could fail where no branch needs them. */
  readonly ifNeeded: ReadonlySet<ExpressionNode>;
}

/** The calls that an expression has more than once. Takes time in proportion to the nodes, however often they occur. */
export function sharedNodes(root: ExpressionNode): SharedNodes {
  const always = new Set<ExpressionNode>();
  const places = new Map<ExpressionNode, number>();
  visitAlways(root, always);
  countPlaces(root, places);
  const shared = [...places].filter(([, count]) => count > 1).map(([node]) => node);
  return {
    always: [...always].filter((node) => places.get(node)! > 1),
    ifNeeded: new Set(shared.filter((node) => !always.has(node))),
  };
}

/** Collects the calls that are always computed, each after the calls that it reads. */
function visitAlways(node: ExpressionNode, found: Set<ExpressionNode>): void {
  if (node.kind !== 'call' || found.has(node)) return;
  const isChoice = node.function === 'case' || node.function === 'coalesce';
  for (const argument of isChoice ? node.arguments.slice(0, 1) : node.arguments) visitAlways(argument, found);
  found.add(node);
}

function countPlaces(node: ExpressionNode, places: Map<ExpressionNode, number>): void {
  if (node.kind !== 'call') return;
  const count = places.get(node) ?? 0;
  places.set(node, count + 1);
  if (count === 0) for (const argument of node.arguments) countPlaces(argument, places);
}

const sizes = new WeakMap<ExpressionNode, number>();

/** How many nodes an expression has when it is written out, each as often as it occurs. Grows fast with shared ones. */
export function writtenSize(node: ExpressionNode): number {
  if (node.kind !== 'call') return 1;
  const known = sizes.get(node);
  if (known !== undefined) return known;
  const size = node.arguments.reduce((sum, argument) => sum + writtenSize(argument), 1);
  sizes.set(node, size);
  return size;
}
