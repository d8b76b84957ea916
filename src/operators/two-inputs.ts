import { StreamBenchError } from '../errors.ts';
import { sourceOf, type PlanNode } from '../pipeline/plan-node.ts';

/**
 * Throws if two streams do not come from one source. What joins and unions emit depends on one order of arrival and
 * one watermark, which only the records of one source have.
 */
export function checkSameSource(operator: string, input: PlanNode, other: PlanNode): void {
  if (sourceOf(input) === sourceOf(other)) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `${operator}() takes two streams of the same source`,
    remedy:
      'Use one source for both, with a column that distinguishes their records, and filter() each stream from it.',
  });
}
