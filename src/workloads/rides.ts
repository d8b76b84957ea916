import { countDistinct } from '../builder/aggregate.ts';
import { when } from '../pipeline/when.ts';
import { generated } from '../sources/generated.ts';
import { distance } from './distance.ts';
import { workload } from './workload.ts';

const driversPerZone = 20;
export const zoneMetres = 2_000;
const pickupMetres = 800;

export const app = generated({
  schema: {
    time: 'timestamp',
    kind: 'text',
    zone: 'integer',
    eastMetres: 'integer',
    northMetres: 'integer',
    rider: 'integer?',
    driver: 'integer?',
    free: 'boolean?',
  },
  eventTime: 'time',
  // A minute passes in 0.4 s of load.
  timeScale: 150,
  disorderMs: 2_000,
  keys: 100,
  skew: 0.5,
  record: (random, _, zone) => {
    const place = { zone, eastMetres: random.integer(zoneMetres), northMetres: random.integer(zoneMetres) };
    // In every fourth zone a concert has ended.
    if (random.uniform() < (zone % 4 === 0 ? 0.35 : 0.15)) {
      return { kind: 'request', ...place, rider: random.integer(100_000), driver: null, free: null };
    }
    return {
      kind: 'position',
      ...place,
      rider: null,
      driver: zone * driversPerZone + random.integer(driversPerZone),
      free: random.uniform() < 0.7,
    };
  },
});

export const rides = workload({
  name: 'rides',
  description:
    'Requests for rides and positions of drivers in 100 zones of a city, about four positions to a request. Finds ' +
    'the free drivers near each rider within ten seconds, counts riders and the drivers near them per zone and ' +
    'minute, sets the price by their ratio, and reports each zone whose price changes.',
  source: app,
  watermarkDelayMs: 2_000,
  pipeline: (records) => {
    const requests = records.filter((r) => r.kind.eq('request'));
    const freeDrivers = records
      .filter((r) => r.kind.eq('position').and(r.free))
      .project((r) => ({ zone: r.zone, freeDriver: r.driver, driverEast: r.eastMetres, driverNorth: r.northMetres }));
    const nearby = requests
      .intervalJoin(freeDrivers, { on: ['zone'], withinMs: 10_000 })
      .project((r) => ({
        zone: r.zone,
        rider: r.rider,
        driver: r.freeDriver,
        metres: distance({ east: r.eastMetres, north: r.northMetres }, { east: r.driverEast, north: r.driverNorth }),
      }))
      .filter((pair) => pair.metres.le(pickupMetres))
      .project(({ zone, rider, driver }) => ({ zone, rider, driver }));
    return (
      requests
        // Riders without a driver nearby count too.
        .project(({ zone, rider, driver }) => ({ zone, rider, driver }))
        .union(nearby)
        .tumblingWindow({
          sizeMs: 60_000,
          by: ['zone'],
          aggregates: (r) => ({ riders: countDistinct(r.rider), drivers: countDistinct(r.driver) }),
        })
        .project((zone) => ({
          ...zone,
          pricePercent: when(zone.drivers.eq(0), 250).otherwise(
            zone.riders.multiply(10).divide(zone.drivers).floor().multiply(10).least(250).greatest(100).toInteger(),
          ),
        }))
        .lag({ by: ['zone'], columns: (zone) => ({ previousPercent: zone.pricePercent }) })
        .filter((zone) => zone.pricePercent.ne(zone.previousPercent.coalesce(100)))
    );
  },
});
