import { StreamBenchError } from '../errors.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';

/**
 * Throws where two streams do not come from one source. Only records of one source have one order of arrival and
 * one watermark, on which what joins and unions put out depends.
 */
export function checkSameSource(operator: string, input: PlanNode, other: PlanNode): void {
  if (sourceOf(input) === sourceOf(other)) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `${operator}() takes two streams of the same source`,
    remedy:
      'Let one source bring the records of both, with a column that tells them apart, and filter() each stream out of it.',
  });
}
