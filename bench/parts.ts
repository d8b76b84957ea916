import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { Digest } from '../src/answers/digest.ts';
import { compile } from '../src/compile/compile.ts';
import { constant } from '../src/loads/constant.ts';
import { Histogram } from '../src/measurement/histogram/histogram.ts';
import { markdownTable } from '../src/reports/markdown.ts';
import { micros, percent } from '../src/results/quantity.ts';
import { openSink } from '../src/sinks/index.ts';
import { sinkKinds } from '../src/sinks/kinds.ts';
import { fraud } from '../src/workloads/fraud.ts';

/** The cost of the parts that every record passes: a row for each, of a task as its name says. */
export async function partsTable(): Promise<string> {
  const records = await fraud.source.read(constant({ ratePerSecond: 100_000 }).arrivalsNanos(1e9, 1), 1);
  const bench = new Bench({ time: 500 });
  const folder = mkdtempSync(join(tmpdir(), 'stream-bench-'));
  const sinks = sinkKinds.map((kind) => ({
    kind,
    sink: openSink(kind, { directory: folder, schema: fraud.plan.schema, sync: 'normal' }),
  }));

  bench.add('step: 100,000 records one by one', () => {
    const step = compile(fraud.plan, records);
    for (let record = 0; record < records.length; record++) step.invoke(record, record + 1);
  });
  bench.add('step: 100,000 records in thousands', () => {
    const step = compile(fraud.plan, records);
    for (let from = 0; from < records.length; from += 1000) step.invoke(from, Math.min(from + 1000, records.length));
  });
  const histogram = new Histogram();
  bench.add('histogram: record 1000 values', () => {
    for (let value = 0; value < 1000; value++) histogram.record(value * 1009);
  });
  bench.add('clock: read 1000 times', () => {
    for (let read = 0; read < 1000; read++) performance.now();
  });
  const finished = compile(fraud.plan, records);
  finished.invoke(0, records.length);
  finished.finish();
  const { output } = finished;
  bench.add(`digest: ${output.length} rows`, () => new Digest().update(output));
  for (const { kind, sink } of sinks) {
    let position = 0;
    bench.add(`sink ${kind}: an empty commit`, () => sink.commit(position++));
    bench.add(`sink ${kind}: ${output.length} rows and a commit`, () => {
      sink.write(output);
      sink.commit(position++);
    });
  }

  await bench.run();
  for (const { sink } of sinks) sink.close();
  rmSync(folder, { recursive: true });
  return markdownTable(['part', 'median', 'median deviation'], bench.tasks.map(rowOf));
}

function rowOf({ name, result }: Bench['tasks'][number]): string[] {
  if (result.state !== 'completed') throw new Error(`the benchmark was ${result.state}`);
  const { p50, mad } = result.latency;
  return [name, micros(p50 * 1000), percent(mad / p50)];
}
