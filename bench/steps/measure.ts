import { createHash } from 'node:crypto';
import { constant } from '../../src/loads/constant.ts';
import { workloads } from '../../src/workloads/index.ts';
import { rivals } from './rivals.ts';

/**
 * One measurement in a process of its own: `node measure.ts ysb 'by hand' 1000`. The first third of the records warms
 * up. Prints the nanoseconds of each other record, and a digest of all rows.
 */
const [name, rivalName, size] = process.argv.slice(2);
const ratePerSecond = 100_000;
const count = 1_500_000;
const measuredFrom = count / 3;

const workload = await workloads[name]();
const arrivals = constant({ ratePerSecond }).arrivalsNanos((count / ratePerSecond) * 1e9, 1);
const records = await workload.source.read(arrivals, 1);
const rival = rivals[name].find((each) => each.name === rivalName)!.open(workload, records, Number(size));
let startMs = NaN;
await rival.run((record) => {
  if (record === measuredFrom) startMs = performance.now();
});
const tookMs = performance.now() - startMs;
const rows = rival.rows().map((row) => JSON.stringify(row));
const digest = createHash('sha256').update(rows.sort().join('\n')).digest('hex').slice(0, 12);
console.log(JSON.stringify({ nanosPerRecord: (tookMs * 1e6) / (count - measuredFrom), rows: rows.length, digest }));
