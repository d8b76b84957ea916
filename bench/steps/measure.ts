import { createHash } from 'node:crypto';
import { constant } from '../../src/loads/constant.ts';
import { workloads } from '../../src/workloads/index.ts';
import { rivals } from './rivals.ts';

/**
 * One measurement in a process of its own: `node measure.ts ysb 'by hand' 1000`. The first quarter of the records warms
 * up. Prints the nanoseconds of each other record, and a digest of all rows.
 */
const [name, rivalName, sizeText] = process.argv.slice(2);
const size = Number(sizeText);
const ratePerSecond = 100_000;
const count = 1_000_000;

const workload = await workloads[name]();
const arrivals = constant({ ratePerSecond }).arrivalsNanos((count / ratePerSecond) * 1e9, 1);
const records = await workload.source.read(arrivals, 1);
const rival = rivals[name].find((each) => each.name === rivalName)!.open(workload, records);
const measuredFrom = records.length / 4;
let startMs = 0;
for (let from = 0; from < records.length; from += size) {
  if (from === measuredFrom) startMs = performance.now();
  rival.invoke(from, Math.min(from + size, records.length));
}
const tookMs = performance.now() - startMs;
rival.finish();
const rows = rival.rows().map((row) => JSON.stringify(row));
const digest = createHash('sha256').update(rows.sort().join('\n')).digest('hex').slice(0, 12);
const nanosPerRecord = (tookMs * 1e6) / (records.length - measuredFrom);
console.log(JSON.stringify({ nanosPerRecord, rows: rows.length, digest }));
