import { hodgesLehmann } from '../../statistics/hodges-lehmann.ts';
import { signedRankSize } from '../../statistics/signed-rank-size.ts';
import { errors, lookPairs, type PairedMetric } from './decide.ts';

/** From fewer no number can be estimated. */
const fewestPairs = 6;

/**
 * At about how many pairs a metric that is open will be decided, if they go on as they began: the number of a look.
 * Null where that would be after the last look.
 *
 * @param family number of all metrics of the gate
 */
export function pairsToSettle({ worse, margin }: Omit<PairedMetric, 'looks'>, family: number): number | null {
  if (worse.length < fewestPairs) return lookPairs[0];
  const beyond = worse.map((difference) => difference - margin);
  const size =
    hodgesLehmann(beyond)! > 0
      ? signedRankSize(beyond, errors.regression / family)
      : signedRankSize(
          beyond.map((difference) => -difference),
          errors.pass,
        );
  if (size === null) return null;
  return lookPairs.find((pairs) => pairs > worse.length && pairs >= size) ?? null;
}
