import { count, sum } from '../../builder/aggregate.ts';
import { when } from '../../pipeline/when.ts';
import { accessLog } from '../web.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 1_000;
const slowMillis = 100;

export const webScreen = workload({
  name: 'web:screen',
  description:
    'A part of web without state. Picks out of the access log the requests that failed on the server or took longer ' +
    'than 100 ms, as for a log of errors.',
  source: accessLog,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((r) => r.status.ge(500).or(r.millis.gt(slowMillis)))
      .project(({ time, server, visitor, path, status }) => ({
        time,
        server,
        visitor,
        path,
        status,
        problem: when(status.ge(500), 'failed').otherwise('slow'),
      })),
});

export const webCounts = workload({
  name: 'web:counts',
  description:
    'A part of web with counts by key. A table of the requests, errors and slow requests of each server in each ten ' +
    'seconds, as on a dashboard. Updated at each request; it grows with every ten seconds.',
  source: accessLog,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .project(({ time, server, status, millis }) => ({
        server,
        since: time.truncateTo(10_000),
        failed: when(status.ge(500), 1).otherwise(0),
        slow: when(millis.gt(slowMillis), 1).otherwise(0),
      }))
      .groupBy({
        by: ['server', 'since'],
        aggregates: (r) => ({ requests: count(), failed: sum(r.failed), slow: sum(r.slow) }),
      }),
});
