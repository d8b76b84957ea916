import { configurationKey, configurationOf, type Configuration } from '../../results/configuration.ts';
import type { Capacity, ScaleOut } from '../../results/findings/capacity.ts';
import { scalabilityLaw, workersFor, type ScaledThroughput } from '../../statistics/scalability-law.ts';

/** A capacity that was found, by its parallelism. */
interface Point extends ScaledThroughput {
  readonly low: number;
  readonly high: number;
}

/** How the capacities grow with parallelism, for each configuration that has more than one with a capacity. */
export function scaleOutOf(capacities: readonly Capacity[], targetPerSecond: number | null): ScaleOut[] {
  const byConfiguration = Map.groupBy(capacities, (one) => configurationKey(alone(one)));
  return [...byConfiguration.values()].flatMap((own) => {
    const points = own.flatMap(pointOf).toSorted((left, right) => left.workers - right.workers);
    return points.length < 2 ? [] : [scaleOut(alone(own[0]), points, targetPerSecond)];
  });
}

function alone(one: Capacity): Configuration {
  const { parallelism: _, ...rest } = configurationOf(one);
  return rest;
}

function pointOf({ parallelism, estimate, low, high }: Capacity): Point[] {
  if (estimate === null || estimate <= 0) return [];
  return [{ workers: parallelism ?? 1, perSecond: estimate, low: low ?? estimate, high: high ?? estimate }];
}

function scaleOut(configuration: Configuration, points: readonly Point[], targetPerSecond: number | null): ScaleOut {
  const [least] = points;
  const law = scalabilityLaw(points);
  return {
    ...configuration,
    points: points.map(({ workers, perSecond }) => ({
      parallelism: workers,
      perSecond,
      efficiency: perSecond / workers / (least.perSecond / least.workers),
    })),
    law,
    ...(targetPerSecond !== null && { target: targetOf(points, targetPerSecond) }),
  };
}

function targetOf(points: readonly Point[], perSecond: number): NonNullable<ScaleOut['target']> {
  const needed = (of: readonly ScaledThroughput[]): number => {
    const law = scalabilityLaw(of);
    return law === null ? Infinity : workersFor(law, perSecond);
  };
  const range = ends(points).map(needed);
  return {
    perSecond,
    parallelism: finite(needed(points)),
    low: finite(Math.min(...range)),
    high: finite(Math.max(...range)),
    beyond: perSecond / Math.max(...points.map((point) => point.perSecond)),
  };
}

/** The points at the ends of their intervals: all low, all high, and the smaller and the larger half apart. */
function ends(points: readonly Point[]): ScaledThroughput[][] {
  const half = points.length / 2;
  const choices = ['low', 'high'] as const;
  return choices.flatMap((left) =>
    choices.map((right) =>
      points.map((point, place) => ({ workers: point.workers, perSecond: point[place < half ? left : right] })),
    ),
  );
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
