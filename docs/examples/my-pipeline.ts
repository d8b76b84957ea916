import { count, generated, workload } from '@stream-bench/stream-bench';

const clicks = generated({
  schema: { time: 'timestamp', page: 'integer', user: 'text' },
  eventTime: 'time',
  timeScale: 60, // a minute of event time passes in a second of load
  record: (random) => ({ page: random.integer(50), user: `user-${random.integer(1000)}` }),
});

export default workload({
  name: 'clicks',
  source: clicks,
  watermarkDelayMs: 1_000,
  pipeline: (records) =>
    records
      .filter((click) => click.page.lt(25))
      .tumblingWindow({ sizeMs: 10_000, by: ['user'], aggregates: () => ({ clicks: count() }) }),
});
