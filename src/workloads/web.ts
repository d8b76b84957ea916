import { approximateQuantile, count, last, max, sum } from '../builder/aggregate.ts';
import { literal } from '../pipeline/expression.ts';
import { when } from '../pipeline/when.ts';
import { generated } from '../sources/generated.ts';
import { numberedTexts } from './numbered-texts.ts';
import { workload } from './workload.ts';

const serverCount = 32;
const articles = numberedTexts('/articles/');

export const accessLog = generated({
  schema: {
    time: 'timestamp',
    visitor: 'integer',
    server: 'integer',
    path: 'text',
    status: 'integer',
    millis: 'float',
  },
  eventTime: 'time',
  // Twenty-one seconds pass in 0.6 s of load.
  timeScale: 35,
  disorderMs: 500,
  keys: 2_000,
  skew: 0.6,
  record: (random, index, visitor) => {
    const server = visitor % serverCount;
    // Each server is in trouble for a quarter of the time, some five seconds at a stretch.
    const isInTrouble = (Math.floor(index / 1_500) + server) % 4 === 0;
    const luck = random.uniform();
    return {
      visitor,
      server,
      path: articles(random.integer(500)),
      status: luck < (isInTrouble ? 0.12 : 0.01) ? 503 : luck < 0.15 ? 404 : 200,
      millis: (isInTrouble ? 80 : 20) * Math.exp(0.5 * random.normal()),
    };
  },
});

export const web = workload({
  name: 'web',
  description:
    'Requests of a web site; a visitor always uses the same of 32 servers. Computes load, error ratio and p95 ' +
    'response time per server and second, and from sessions the visitors who left after an error. Combines both over ' +
    'five seconds, every second, and reports each server that becomes strained, a signal to scale up, or calm again.',
  source: accessLog,
  watermarkDelayMs: 1_000,
  pipeline: (records) => {
    const seconds = records
      .tumblingWindow({
        sizeMs: 1_000,
        by: ['server'],
        aggregates: (r) => ({
          requests: count(),
          errors: sum(when(r.status.ge(500), 1).otherwise(0)),
          p95Millis: approximateQuantile(r.millis, 0.95),
        }),
      })
      .project(({ server, requests, errors, p95Millis }) => ({
        server,
        requests,
        errors,
        p95Millis,
        strained: when(p95Millis.gt(120).or(errors.divide(requests).gt(0.2)).or(requests.gt(25)), 1).otherwise(0),
        visitorsLost: literal(0),
      }));
    const sessionsLost = records
      .sessionWindow({ gapMs: 15_000, by: ['server', 'visitor'], aggregates: (r) => ({ lastStatus: last(r.status) }) })
      .filter((session) => session.lastStatus.ge(500))
      // Their requests are counted in `seconds`.
      .project(({ server }) => ({
        server,
        requests: literal(0),
        errors: literal(0),
        p95Millis: literal(0, 'float'),
        strained: literal(0),
        visitorsLost: literal(1),
      }));
    return seconds
      .union(sessionsLost)
      .slidingWindow({
        sizeMs: 5_000,
        slideMs: 1_000,
        by: ['server'],
        aggregates: (part) => ({
          requests: sum(part.requests),
          errors: sum(part.errors),
          worstP95Millis: max(part.p95Millis),
          strainedSeconds: sum(part.strained),
          visitorsLost: sum(part.visitorsLost),
        }),
      })
      .project((load) => ({
        at: load.windowEnd,
        server: load.server,
        errorRatio: load.errors.divide(load.requests),
        worstP95Millis: load.worstP95Millis,
        strainedSeconds: load.strainedSeconds,
        visitorsLost: load.visitorsLost,
        // Between the two bounds the state does not change.
        signal: when(load.strainedSeconds.ge(3).or(load.visitorsLost.ge(2)), 'scale up')
          .when(load.strainedSeconds.le(1).and(load.visitorsLost.eq(0)), 'calm')
          .otherwiseNull(),
      }))
      .filter((load) => load.signal.isNotNull())
      .lag({ by: ['server'], columns: ({ signal }) => ({ before: signal }) })
      .filter(({ signal, before }) => signal.ne(before.coalesce('calm')));
  },
});
