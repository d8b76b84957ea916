import { Bench } from 'tinybench';
import { compile } from '../src/compile/compile.ts';
import { constant } from '../src/loads/constant.ts';
import { allWorkloads } from '../src/workloads/index.ts';
import { markdownTable } from '../src/reports/markdown.ts';
import type { Workload } from '../src/workloads/workload.ts';

const ratePerSecond = 20_000;
const arrivalsNanos = constant({ ratePerSecond }).arrivalsNanos(1e9, 1);

interface Row {
  readonly workload: string;
  /** Nanoseconds per record, the median of the rounds. */
  readonly generating: number;
  readonly step: number;
}

/** The cost of generating the records of each workload, beside the cost of its step in batches of 1000 records. */
export async function generatingTable(): Promise<string> {
  const rows = await generatingBesideStep();
  return markdownTable(
    ['workload', 'generating', 'step', 'generating over step'],
    rows.map(({ workload, generating, step }) => [
      workload,
      `${generating} ns`,
      `${step} ns`,
      (generating / step).toFixed(2),
    ]),
  );
}

async function generatingBesideStep(): Promise<Row[]> {
  const rows: Row[] = [];
  // Nexmark's queries share their records, and so do the parts of an application.
  for (const workload of (await allWorkloads()).filter(({ name }) => !name.includes(':') || name === 'nexmark:q5')) {
    rows.push(await rowOf(workload));
  }
  return rows;
}

async function rowOf({ name, source, plan }: Workload): Promise<Row> {
  const records = await source.read(arrivalsNanos, 1);
  const bench = new Bench({ time: 300, iterations: 5, warmupTime: 100, warmupIterations: 2 });
  bench.add('generating', async () => void (await source.read(arrivalsNanos, 1)));
  bench.add('step', () => {
    const step = compile(plan, records);
    for (let from = 0; from < records.length; from += 1000) {
      step.output.clear();
      step.invoke(from, Math.min(from + 1000, records.length));
    }
  });
  const [generating, step] = (await bench.run()).map((task) => nanosPerRecord(task.result));
  return { workload: name, generating, step };
}

function nanosPerRecord(result: Bench['tasks'][number]['result']): number {
  if (result.state !== 'completed') throw new Error(`the benchmark was ${result.state}`);
  return Math.round((result.latency.p50 * 1e6) / arrivalsNanos.length);
}
