import { count, sum } from '../../builder/aggregate.ts';
import { when } from '../../pipeline/when.ts';
import { app, zoneMetres } from '../rides.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 2_000;
const minuteMs = 60_000;
const edgeMetres = 200;

export const ridesScreen = workload({
  name: 'rides:screen',
  description:
    'A part of rides without state. Picks out requests less than 200 m from the edge of their zone, and names that ' +
    'side: a driver of the zone beyond it may be nearer.',
  source: app,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((r) => r.kind.eq('request'))
      .project(({ time, zone, rider, eastMetres, northMetres }) => ({
        time,
        zone,
        rider,
        eastMetres,
        northMetres,
        side: when(eastMetres.lt(edgeMetres), 'west')
          .when(eastMetres.ge(zoneMetres - edgeMetres), 'east')
          .when(northMetres.lt(edgeMetres), 'south')
          .when(northMetres.ge(zoneMetres - edgeMetres), 'north')
          .otherwise('none'),
      }))
      .filter((r) => r.side.ne('none')),
});

export const ridesCounts = workload({
  name: 'rides:counts',
  description:
    'A part of rides with counts by key. A table of the messages of each zone and minute: all, requests, and ' +
    'positions of free drivers, as on the map of a dispatcher. Updated at each message; it grows with every minute.',
  source: app,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .project(({ time, zone, kind, free }) => ({
        zone,
        minute: time.truncateTo(minuteMs),
        request: when(kind.eq('request'), 1).otherwise(0),
        // Null in requests.
        free: when(free, 1).otherwise(0),
      }))
      .groupBy({
        by: ['zone', 'minute'],
        aggregates: (r) => ({ messages: count(), requests: sum(r.request), freeDrivers: sum(r.free) }),
      }),
});
