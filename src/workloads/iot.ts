import { count, last, mean } from '../builder/aggregate.ts';
import { literal } from '../pipeline/expression.ts';
import { when } from '../pipeline/when.ts';
import { generated } from '../sources/generated.ts';
import { workload } from './workload.ts';

export const sensors = generated({
  schema: { time: 'timestamp', sensor: 'integer', sequence: 'integer', centiCelsius: 'integer' },
  eventTime: 'time',
  // Twenty-two seconds pass in 0.55 s of load.
  timeScale: 40,
  disorderMs: 1_500,
  resentShare: 0.1,
  keys: 500,
  record: (random, index, key) => {
    // One sensor in ten is silent for a third of the time, some 25 s at a stretch. Meanwhile its neighbour sends twice
    // as many readings.
    const isSilent = key % 10 === 9 && (Math.floor(index / 6_000) + key) % 3 === 0;
    const sensor = isSilent ? key - 1 : key;
    // One machine in five overheats and cools down again. The others stay in their range.
    const swing = sensor % 5 === 0 ? 800 : 200;
    return {
      sensor,
      sequence: index,
      centiCelsius: 6_000 + Math.round(swing * Math.sin(index / 1_200 + sensor) + 100 * random.normal()),
    };
  },
});

export const iot = workload({
  name: 'iot',
  description:
    'Temperatures of 500 machines, out of order, with one reading in ten sent twice. Drops the copies, takes the ' +
    'mean of the last ten seconds every two seconds, and raises an alarm above 65 °C that ends below 62 °C. Reports ' +
    'alarms, their ends, and sensors that have been silent for fifteen seconds.',
  source: sensors,
  watermarkDelayMs: 2_000,
  pipeline: (records) => {
    const alarms = records
      .deduplicate({ by: ['sensor', 'sequence'], withinMs: 5_000 })
      .slidingWindow({
        sizeMs: 10_000,
        slideMs: 2_000,
        by: ['sensor'],
        aggregates: (r) => ({ readings: count(), meanCelsius: mean(r.centiCelsius) }),
      })
      .project(({ sensor, windowEnd, readings, meanCelsius }) => ({
        sensor,
        at: windowEnd,
        event: when(meanCelsius.gt(6_500), 'alarm').when(meanCelsius.lt(6_200), 'normal').otherwiseNull(),
        readings,
        celsius: meanCelsius.divide(100),
      }))
      // Between the two bounds the state does not change.
      .filter(({ event }) => event.isNotNull())
      .lag({ by: ['sensor'], columns: ({ event }) => ({ before: event }) })
      .filter(({ event, before }) => event.ne(before.coalesce('normal')))
      .project(({ sensor, at, event, readings, celsius }) => ({ sensor, at, event, readings, celsius }));
    const silences = records
      .sessionWindow({
        gapMs: 15_000,
        by: ['sensor'],
        aggregates: (r) => ({ readings: count(), centiCelsius: last(r.centiCelsius) }),
      })
      .project(({ sensor, windowEnd, readings, centiCelsius }) => ({
        sensor,
        at: windowEnd,
        event: literal('silent'),
        readings,
        celsius: centiCelsius.divide(100),
      }));
    return alarms.union(silences);
  },
});
