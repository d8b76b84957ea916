import { createHash } from 'node:crypto';
import { constant } from '../../src/loads/constant.ts';
import { courses } from './rivals.ts';
import type { OpenedRival } from './rival.ts';
import { step } from './step.ts';

/**
 * One measurement in a process of its own: `node measure.ts ysb 'by hand' 1000`. The first third of the records warms
 * up. Prints the nanoseconds of each other record; with a further argument `longest`, which takes time itself, how long
 * the longest invocation took. With `checked` it fails if the rows are not those of the step.
 */
const [name, rivalName, size, ...more] = process.argv.slice(2);
const isLongest = more.includes('longest');
const { ratePerSecond, records: usualCount, rivals, ...course } = courses[name];

const workload = await course.workload();
const rival = rivals.find((each) => each.name === rivalName)!;
const count = rival.records ?? usualCount;
const measuredFrom = count / 3;
const arrivals = constant({ ratePerSecond }).arrivalsNanos((count / ratePerSecond) * 1e9, 1);
const records = await workload.source.read(arrivals, 1);
const opened = rival.open(workload, records, Number(size));
let startMs = NaN;
let [lastMs, longestMs] = [Infinity, 0];
await opened.run((record) => {
  if (record === measuredFrom) startMs = performance.now();
  if (!isLongest) return;
  const now = performance.now();
  longestMs = Math.max(longestMs, now - lastMs);
  lastMs = now;
});
const tookMs = performance.now() - startMs;
if (more.includes('checked')) await check();
console.log(JSON.stringify({ nanosPerRecord: (tookMs * 1e6) / (count - measuredFrom), longestMs }));

async function check(): Promise<void> {
  const truth = step.open(workload, records, Number(size));
  await truth.run(() => {});
  if (digestOf(opened) !== digestOf(truth)) throw new Error(`${rivalName} made other rows than the step`);
}

function digestOf(of: OpenedRival): string {
  const rows = of.rows().map((row) => JSON.stringify(row));
  return createHash('sha256').update(rows.sort().join('\n')).digest('hex');
}
