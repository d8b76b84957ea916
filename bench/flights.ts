import { createRequire } from 'node:module';
import { join } from 'node:path';
import { count, mean, parquet, workload } from '@stream-bench/stream-bench';

const require = createRequire(import.meta.url);
/** The package's main file is build/index.js; its data lie beside that folder. */
const vegaDatasets = join(require.resolve('vega-datasets'), '../..');

const dayMs = 24 * 60 * 60_000;

export default workload({
  name: 'flights',
  description:
    'Three million flights within the USA, January to June 2001, by their date. Counts, for each airport of ' +
    'departure and day, the flights more than 15 minutes late, and averages their delay in minutes.',
  source: parquet({
    path: join(vegaDatasets, 'data/flights-3m.parquet'),
    schema: { date: 'timestamp', delay: 'integer', origin: 'text' },
    eventTime: 'date',
  }),
  pipeline: (flights) =>
    flights
      .filter((flight) => flight.delay.gt(15))
      .tumblingWindow({
        sizeMs: dayMs,
        by: ['origin'],
        aggregates: (flight) => ({ delayedFlights: count(), meanDelayMinutes: mean(flight.delay) }),
      }),
});
