import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exampleResult, exampleUnit } from '../../results/example.test-program.ts';
import type { Result } from '../../results/result.ts';
import { summarize } from '../../experiments/summarize.ts';
import { capacityResult, continuous, every100Ms, exampleCapacity } from '../example-results.test-program.ts';
import type { Chart } from './chart.ts';
import { configurations, detailedResult, sweptResult } from './detailed-results.test-program.ts';
import { htmlPage } from './page.ts';

const assets = { script: 'let drawn;', style: 'body{}' };

function pageOf(...results: Result[]): string {
  return htmlPage(
    results.map((result, index) => ({ path: `file${index}.json`, text: JSON.stringify(result), result })),
    assets,
  );
}

function headingsOf(page: string): string[] {
  return [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
}

function chartsOf(page: string): Chart[] {
  return JSON.parse(/<script type="application\/json" id="charts">(.*)<\/script>/.exec(page)![1]) as Chart[];
}

const detailed = pageOf(detailedResult());
const [percentiles, latency, backlog] = chartsOf(detailed);

describe('the page', () => {
  test('may run its own script, use its own style, and reach nothing', () => {
    const hash = (text: string): string => `&#39;sha256-${createHash('sha256').update(text).digest('base64')}&#39;`;
    expect(detailed).toContain(
      `content="default-src &#39;none&#39;; script-src ${hash(assets.script)}; style-src ${hash(assets.style)}; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(detailed).not.toMatch(/\b(src|href)=|\bstyle="|\bon[a-z]+="/);
  });

  test('names the file and its hash', () => {
    expect(detailed).toContain('<dd>file0.json</dd>');
    expect(detailed).toContain(
      `<dd>${createHash('sha256').update(JSON.stringify(detailedResult())).digest('hex')}</dd>`,
    );
  });

  test('has a section for each thing that was measured', () => {
    expect(headingsOf(detailed)).toEqual([
      'Latency and what it costs',
      'Percentiles',
      'Over time',
      'Where the time goes',
      'All figures',
      'Where this comes from',
    ]);
    expect(headingsOf(pageOf(sweptResult()))[0]).toBe('Latency and load');
  });

  test('leaves out what was not', () => {
    const run = exampleUnit({
      ...continuous,
      offeredRate: null,
      latencyMicros: null,
      splitMicros: null,
      slowestSplitMicros: null,
      timeline: null,
    });
    const page = pageOf(exampleResult({ units: [run], summary: summarize(continuous, [run]) }));
    expect(headingsOf(page)).toEqual(['All figures', 'Where this comes from']);
    expect(chartsOf(page)).toEqual([]);
  });

  test('tells every unit that does not count, with its reason and its place in the file', () => {
    expect(detailed).toContain('<h3>1 of 24 units not counted</h3>');
    expect(detailed).toMatch(
      /<tr class="invalid"><th scope="row">micro-batch 0 ms, 3 <code>runs\[9\]<\/code>.*?<tr class="reasons">.*?held the idle driver up for 1\.4 %/s,
    );
  });

  test('shows several files, with ids of their own', () => {
    const page = pageOf(detailedResult(), detailedResult());
    expect(page.match(/<article>/g)).toHaveLength(2);
    expect(new Set(chartsOf(page).map(({ id }) => id)).size).toBe(6);
    for (const { id } of chartsOf(page)) expect(page).toContain(`data-chart="${id}"`);
  });

  test('offers the rates where there are several', () => {
    expect(detailed).not.toContain('class="rate-choice"');
    const page = pageOf(sweptResult());
    expect([...page.matchAll(/<option>(.*?)<\/option>/g)].map(([, rate]) => rate)).toEqual([
      '1,000 records/s',
      '5,000 records/s',
      '10,000 records/s',
      '20,000 records/s',
      '40,000 records/s',
    ]);
    expect(page.match(/class="at-rate" data-rate="20,000 records\/s"/g)).toHaveLength(4);
  });
});

test('rates at which no unit is valid are not offered, and a section says where it has nothing', () => {
  const result = sweptResult();
  for (const run of result.units) {
    if (run.offeredRate === 5_000) Object.assign(run, { status: 'invalid', reasons: ['stolen time'] });
    if (run.offeredRate === 10_000) run.timeline = null;
  }
  const page = pageOf(result);
  expect([...page.matchAll(/<option>(.*?)<\/option>/g)].map(([, rate]) => rate)).toEqual([
    '1,000 records/s',
    '10,000 records/s',
    '20,000 records/s',
    '40,000 records/s',
  ]);
  expect(page).not.toContain('data-rate="5,000 records/s"');
  expect(page.match(/Nothing that could be counted/g)).toHaveLength(1);
  expect(page).toContain('<p class="rate">At 10,000 records/s:</p><p>Nothing that could be counted.</p>');
});

describe('the percentile curve', () => {
  const { summary } = detailedResult();

  test.each([
    ['p50Micros', 2],
    ['p99Micros', 100],
    ['p999Micros', 1000],
  ])('is at %s what the table says', (metric, x) => {
    for (const [number, { intervalMs }] of configurations.entries()) {
      const row = summary.find((of) => of.metric === metric && of.intervalMs === intervalMs)!;
      const line = percentiles.lines.filter(({ dash }) => dash === 'solid')[number];
      expect(line.ys[percentiles.xs.indexOf(x)]! / row.estimate!).toBeCloseTo(1, 3);
    }
  });

  test('ends where fewer than ten records would tell', () => {
    expect(percentiles.xs.at(-1)).toBeLessThanOrEqual(1200);
    expect(percentiles.xs.at(-1)).toBeGreaterThan(1000);
  });

  test('has the uncorrected latency dashed, below the corrected', () => {
    const [corrected, uncorrected] = percentiles.lines;
    expect([corrected.dash, uncorrected.dash, uncorrected.figure]).toEqual(['solid', 'dashed', 'uncorrected']);
    expect(percentiles.xs.every((_, index) => uncorrected.ys[index]! <= corrected.ys[index]! * 1.01)).toBe(true);
  });

  test('has the durable latency dotted, where it is another', () => {
    expect(percentiles.lines.some(({ dash }) => dash === 'dotted')).toBe(false);
    const result = detailedResult();
    for (const run of result.units)
      if (run.executor === 'continuous') run.histograms.durable = run.histograms.uncorrected;
    const { lines } = chartsOf(pageOf(result))[0];
    expect(lines.filter(({ dash }) => dash === 'dotted').map(({ name, figure, ys }) => [name, figure, ys])).toEqual([
      ['continuous', 'durable', lines[1].ys],
    ]);
  });

  test('names the place of a histogram that cannot be read', () => {
    const result = detailedResult();
    result.units[2].histograms.latency = 'AAAA';
    expect(() => pageOf(result)).toThrow('file0.json, units[2].histograms.latency: is no histogram');
  });
});

describe('the charts over time', () => {
  test('show the unit with the middle p99 of each configuration, by the middles of its slices', () => {
    expect(detailed).toContain('continuous repetition 3 (units[8])');
    expect(latency.xs.slice(0, 2)).toEqual([0.52, 0.56]);
    expect(latency.lines.map(({ figure }) => figure)).toEqual(
      Array.from({ length: 4 }, () => ['largest', 'p50']).flat(),
    );
    const { timeline } = detailedResult().units[8];
    expect(latency.lines[0].ys).toEqual(timeline!.maxMicros);
    expect(backlog.lines[0].ys).toEqual(timeline!.backlog);
  });

  test('show arrivals per second and the pauses of these units', () => {
    const { timeline } = detailedResult().units[8];
    expect(latency.area!.ys).toEqual(timeline!.records.map((records) => (records / 40) * 1000));
    const steady = detailedResult();
    for (const run of steady.units) run.timeline!.records.fill(400);
    expect(chartsOf(pageOf(steady))[1].area).toBeUndefined();
    expect(latency.pauses!.slice(0, 2)).toEqual([
      { look: 0, from: 0.9, to: 0.903 },
      { look: 0, from: 1.9, to: 1.906 },
    ]);
  });
});

describe('the frontier', () => {
  const [frontier] = chartsOf(pageOf(sweptResult()));

  test('has a line for each configuration over the rates, hollow where it does not keep up', () => {
    expect(frontier.xs).toEqual([1_000, 5_000, 10_000, 20_000, 40_000]);
    expect(frontier.lines.map(({ name }) => name)).toEqual(['continuous', 'micro-batch 10 ms', 'micro-batch 100 ms']);
    expect(frontier.lines.map(({ hollow }) => hollow!.lastIndexOf(true) - hollow!.indexOf(true))).toEqual([1, 0, 0]);
    const row = sweptResult().summary.find(
      ({ metric, offeredRate }) => metric === 'p99Micros' && offeredRate === 20_000,
    )!;
    const [{ ys, lows, highs }] = frontier.lines;
    expect([ys[3], lows![3], highs![3]]).toEqual([row.estimate, row.low, row.high]);
  });

  test('marks the crossover with its interval', () => {
    expect(frontier.spans).toEqual([
      { left: 'continuous', right: 'micro-batch 10 ms', at: 15_000, from: 13_500, to: 16_200 },
    ]);
  });

  test.each([
    [{}, 'with the interval of that rate'],
    [{ level: null, units: 5 }, 'of fewer than 6 units smallest to largest'],
    [{ rate: null, level: null, units: 0 }, 'where none is told the two rates it lies between'],
  ])('says what the band around the crossover is: %j', (changes, told) => {
    const swept = sweptResult();
    Object.assign(swept.sweep!.crossovers[0], changes);
    expect(pageOf(swept)).toContain(`Vertical: where the better configuration changes, ${told}.`);
  });
});

test('capacities are drawn and tabled, and there is nothing else where nothing was summarized', () => {
  const page = pageOf(capacityResult([exampleCapacity(continuous, 20_000), exampleCapacity(every100Ms, null)]));
  expect(headingsOf(page)).toEqual(['Capacity', 'All figures', 'Where this comes from']);
  expect(page).toContain('aria-label="continuous: 20,000 (19,000–21,000)"');
  expect(page).toContain(
    '<tr title="capacity[1]: threshold"><th scope="row">micro-batch 100 ms<small>exactly-once</small></th><td>unsure</td><td>utilisation</td><td>6</td></tr>',
  );
  expect(page).not.toContain('<h3>Configurations</h3>');
});

test('what an invocation costs is a table, with the sentences', () => {
  const page = pageOf(sweptResult());
  expect(page).toMatch(
    /<tr title="sweep\.costs\[0\]: weighted least squares"><th scope="row">micro-batch<small>commit invocation<\/small><\/th><td>4\.0 µs \(3\.6–4\.4\)<\/td>.*<td>41 µs \(37–45\)<\/td>/,
  );
  expect(page).toContain('<li>An invocation of n records takes 45 µs + n · 3 µs.</li>');
});

test('the answer has its evidence with it', () => {
  const [, answer] = /<div class="answer">(.*?)<\/div>/s.exec(pageOf(sweptResult()))!;
  expect(answer.match(/<p>.*?<\/p>/g)).toHaveLength(3);
  expect(answer).toContain('<li>commit: 41 µs of 44 µs</li>');
});

test('what a burst did stands beside arithmetic', () => {
  const spread = (estimate: number | null) => ({ estimate, low: estimate, high: estimate, level: null, units: 3 });
  const recovered = {
    ...continuous,
    worstMicros: spread(30_000),
    drainMicros: spread(120_000),
    expectedWorstMicros: spread(29_000),
    expectedDrainMicros: spread(null),
    undrained: 1,
    units: [],
  };
  const page = pageOf(
    detailedResult({
      recovery: { basePerSecond: 5_000, peakPerSecond: 50_000, burstMs: 200, fromMs: 600, configurations: [recovered] },
    }),
  );
  expect(page).toContain('5,000 records/s, and 50,000 for 200 ms.');
  expect(page).toContain(
    '<tr title="recovery.configurations[0]"><th scope="row">continuous</th><td>30 ms</td><td>29 ms</td><td>120 ms</td><td>–</td><td>1</td></tr>',
  );
});

test('the split is the mean of the valid units, of all records and of the slowest', () => {
  const { units } = detailedResult();
  const own = runs
    .filter(({ executor, status }) => executor === 'continuous' && status === 'valid')
    .map(({ latencyMicros }) => latencyMicros!.mean!);
  const [, all] = /continuous<small> all records<\/small>.*?<div class="strip-note">(\d+) µs<\/div>/s.exec(detailed)!;
  expect(Number(all)).toBe(Math.round(own.reduce((sum, mean) => sum + mean, 0) / own.length));
  expect(detailed).toContain('continuous<small> slowest 1 %</small>');
});
