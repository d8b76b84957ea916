import { compile } from '../../src/compile/compile.ts';
import { constant } from '../../src/loads/constant.ts';
import { allWorkloads } from '../../src/workloads/index.ts';
import type { MeasuredWorkload, Round } from './measured-workload.ts';

/**
 * One workload in a process of its own: `node measure.ts nexmark:q5`. Generates its records, and processes them in
 * rounds one by one and in thousands. The first third of the records warms up, in each round, because each step is
 * compiled anew. Prints a `MeasuredWorkload`.
 */
const rounds = 3;
const count = 450_000;
const measuredFrom = count / 3;
const arrivalsNanos = constant({ ratePerSecond: 50_000 }).arrivalsNanos((count / 50_000) * 1e9, 1);

const [name] = process.argv.slice(2);
const { source, plan } = (await allWorkloads()).find((workload) => workload.name === name)!;
const records = await source.read(arrivalsNanos, 1);
const start = performance.now();
await source.read(arrivalsNanos, 1);
const generatingNanos = ((performance.now() - start) * 1e6) / count;
const [oneByOne, inThousands]: [Round[], Round[]] = [[], []];
for (let round = 0; round < rounds; round++) {
  oneByOne.push(measure(1));
  inThousands.push(measure(1000));
}
const measured: MeasuredWorkload = { generatingNanos, oneByOne, inThousands };
console.log(JSON.stringify(measured));

function measure(size: number): Round {
  const step = compile(plan, records);
  let startMs = NaN;
  let rows = 0;
  for (let from = 0; from < count; from += size) {
    if (from === measuredFrom) startMs = performance.now();
    step.output.clear();
    step.invoke(from, Math.min(from + size, count));
    if (from >= measuredFrom) rows += step.output.length;
  }
  const measuredCount = count - measuredFrom;
  return { nanos: ((performance.now() - startMs) * 1e6) / measuredCount, rows: rows / measuredCount };
}
