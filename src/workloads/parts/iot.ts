import { count, max, min } from '../../builder/aggregate.ts';
import { when } from '../../pipeline/when.ts';
import { sensors } from '../iot.ts';
import { workload } from '../workload.ts';

const watermarkDelayMs = 2_000;
const minuteMs = 60_000;

export const iotScreen = workload({
  name: 'iot:screen',
  description:
    'A part of iot without state. Picks out the readings above 65 °C or below 55 °C, copies included, and says ' +
    'whether the machine is too hot or too cold.',
  source: sensors,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .filter((r) => r.centiCelsius.gt(6_500).or(r.centiCelsius.lt(5_500)))
      .project((r) => ({ ...r, state: when(r.centiCelsius.gt(6_500), 'too hot').otherwise('too cold') })),
});

export const iotCounts = workload({
  name: 'iot:counts',
  description:
    'A part of iot with counts by key. A table of the number of readings, copies included, and of the lowest and the ' +
    'highest temperature of each sensor and minute. Updated at each reading; it grows with every minute.',
  source: sensors,
  watermarkDelayMs,
  pipeline: (records) =>
    records
      .project(({ time, sensor, centiCelsius }) => ({ sensor, minute: time.truncateTo(minuteMs), centiCelsius }))
      .groupBy({
        by: ['sensor', 'minute'],
        aggregates: (r) => ({ readings: count(), lowest: min(r.centiCelsius), highest: max(r.centiCelsius) }),
      }),
});
