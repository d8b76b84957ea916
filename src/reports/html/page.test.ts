import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { exampleLocal, exampleResult, exampleUnit, excluded } from '../../results/example.test-program.ts';
import { counts } from '../../results/exclusion.ts';
import type { RecoverFindings } from '../../results/findings/recover.ts';
import type { Result } from '../../results/result.ts';
import { summarize } from '../../experiments/summarize.ts';
import {
  capacityResult,
  continuous,
  enginesResult,
  every100Ms,
  exampleCapacity,
} from '../example-results.test-program.ts';
import { exampleCostCurve } from '../example-cost-curve.test-program.ts';
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

/** Without the space between elements, which a browser does not show. */
function compact(page: string): string {
  return page.replaceAll(/>\s+</g, '><');
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
    const sources = `script-src ${hash(assets.script)}; style-src ${hash(assets.style)}`;
    expect(detailed).toContain(
      `content="default-src &#39;none&#39;; ${sources}; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(detailed).toContain(`<script type="module">${assets.script}</script>`);
    expect(detailed).toContain(`<style>${assets.style}</style>`);
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

  test('begins with what a record costs by the size of its micro-batch, with the configurations marked', () => {
    const page = pageOf({ ...detailedResult(), findings: { kind: 'run', saving: null, costCurve: exampleCostCurve } });
    expect(headingsOf(page)[0]).toBe('What batching saves');
    const { lines, xs } = chartsOf(page).find(({ id }) => id.endsWith('cost-curve'))!;
    const names = lines.map(({ name, figure }) => [name, figure].filter((part) => part !== undefined).join(' '));
    const sized = ['fitted', 'in all', 'processing', 'commit'].map((part) => `micro-batches of given sizes ${part}`);
    expect(names.slice(0, 4)).toEqual(sized);
    expect(names).toContain('continuous');
    expect(lines[1].ys[xs.indexOf(10)]).toBeCloseTo(18 / 10 + 2, 9);
    expect(lines[0].ys[xs.indexOf(1)]).toBeCloseTo(20, 9);
    expect([lines[0].lows![0], lines[0].highs![0]]).toEqual([18, 24]);
  });

  test('leaves out what was not', () => {
    const unit = exampleUnit({
      ...continuous,
      offeredRate: null,
      latencyMicros: null,
      timeline: null,
      local: exampleLocal({ splitMicros: null, slowestSplitMicros: null }),
    });
    const page = pageOf(exampleResult({ units: [unit], summary: summarize(continuous, [unit]) }));
    expect(headingsOf(page)).toEqual(['All figures', 'Where this comes from']);
    expect(chartsOf(page)).toEqual([]);
  });

  test('tells every unit that does not count, with its reason and its place in the file', () => {
    expect(detailed).toContain('<h3>1 of 24 units excluded</h3>');
    const row =
      /<tr class="excluded"><th scope="row">micro-batch 0 ms, 3 <code>units\[9\]<\/code>(.*?)<\/tr>(.*?)<\/tr>/s;
    const [, cells, reasons] = row.exec(compact(detailed))!;
    expect(cells).toContain('<td>excluded</td><td>12,500</td><td>–</td>');
    expect(reasons).toMatch(/^<tr class="reasons">.*held the idle driver up for 1\.4 %/);
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
    expect([...page.matchAll(/<option value="\d+">(.*?)<\/option>/g)].map(([, rate]) => rate)).toEqual([
      '1,000 records/s',
      '5,000 records/s',
      '10,000 records/s',
      '20,000 records/s',
      '40,000 records/s',
    ]);
    expect(page.match(/class="at-rate" data-rate="20000"/g)).toHaveLength(4);
  });
});

test('rates at which no unit counts are not offered, and a section says where it has nothing', () => {
  const result = sweptResult();
  for (const unit of result.units) {
    if (unit.offeredRate === 5_000) Object.assign(unit, excluded('stolen time'));
    if (unit.offeredRate === 10_000) unit.timeline = null;
  }
  const page = pageOf(result);
  expect([...page.matchAll(/<option value="\d+">(.*?)<\/option>/g)].map(([, rate]) => rate)).toEqual([
    '1,000 records/s',
    '10,000 records/s',
    '20,000 records/s',
    '40,000 records/s',
  ]);
  expect(page).not.toContain('data-rate="5000"');
  expect(page.match(/Nothing that counts/g)).toHaveLength(1);
  expect(page).toContain('<p class="rate">At 10,000 records/s:</p><p>Nothing that counts.</p>');
});

test('rates whose texts are the same are told apart', () => {
  const result = sweptResult();
  for (const each of [...result.units, ...result.summary]) {
    if (each.offeredRate === 1_000) each.offeredRate = 10.2;
    if (each.offeredRate === 5_000) each.offeredRate = 10.4;
  }
  const page = pageOf(result);
  for (const rate of ['10.2', '10.4']) {
    expect(page).toContain(`<option value="${rate}">10 records/s</option>`);
    expect(page).toContain(`data-rate="${rate}"><p class="rate">At 10 records/s:</p>`);
  }
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
    for (const unit of result.units)
      if (unit.executor === 'continuous') unit.histograms.durable = unit.histograms.uncorrected;
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
    for (const unit of steady.units) unit.timeline!.records.fill(400);
    expect(chartsOf(pageOf(steady))[1].area).toBeUndefined();
    expect(latency.pauses!.slice(0, 2)).toEqual([
      { kind: 'collection', look: 0, from: 0.9, to: 0.903 },
      { kind: 'collection', look: 0, from: 1.9, to: 1.906 },
    ]);
  });

  test('mark checkpoints too, and say what the p99 would be without them', () => {
    const result = detailedResult();
    for (const { local } of result.units) {
      const pauses = [{ startMs: 1200, durationMs: 4 }];
      const figures = { count: 3, totalMicros: 9000, maxMicros: 4000, pauses, p999WithoutMicros: null };
      local!.checkpoints = { ...figures, p99WithoutMicros: 70 };
    }
    const page = pageOf(result);
    expect(chartsOf(page)[1].pauses).toContainEqual({ kind: 'checkpoint', look: 0, from: 1.2, to: 1.204 });
    expect(page).toContain('hollow, commits that also moved the log of the sink into its database (checkpoints)');
    expect(page).toMatch(
      /In the slowest records of continuous are checkpoints, 3 in a unit: .* would be 70 µs instead/,
    );
    expect(pageOf(detailedResult())).not.toContain('checkpoints, ');
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
    [{ rate: null, level: null, units: 0 }, 'where it is inconclusive the two rates it lies between'],
  ])('says what the band around the crossover is: %j', (changes, told) => {
    const swept = sweptResult();
    const { findings } = swept;
    if (findings.kind === 'sweep') Object.assign(findings.crossovers[0], changes);
    expect(pageOf(swept)).toContain(`Vertical: where the best configuration changes, ${told}.`);
  });
});

test('capacities are drawn and tabled, and there is nothing else where nothing was summarized', () => {
  const page = pageOf(capacityResult([exampleCapacity(continuous, 20_000), exampleCapacity(every100Ms, null)]));
  expect(headingsOf(page)).toEqual(['Capacity', 'All figures', 'Where this comes from']);
  expect(page).toContain('aria-label="continuous: 20,000 (19,000–21,000)"');
  expect(compact(page)).toContain(
    '<tr title="findings.capacities[1]: threshold"><th scope="row">micro-batch 100 ms<small>exactly-once</small></th>' +
      '<td>inconclusive</td><td>utilisation</td><td>6</td></tr>',
  );
  expect(page).not.toContain('<h3>Configurations</h3>');
});

test('what an invocation costs is a table, with the sentences', () => {
  const page = compact(pageOf(sweptResult()));
  const row = page.split('<tr title="findings.costs[0]: weighted least squares">')[1].split('</tr>')[0];
  expect(row).toContain('<th scope="row">micro-batch<small>commit invocation</small></th><td>4.0 µs (3.6–4.4)</td>');
  expect(row).toContain('<td>41 µs (37–45)</td>');
  expect(page).toContain('<li>An invocation of n records takes 45 µs + n · 3 µs.</li>');
});

test('the answer has its evidence with it', () => {
  const [, answer] = /<div class="answer">(.*?)<\/div>/s.exec(pageOf(sweptResult()))!;
  expect(answer.match(/<p>.*?<\/p>/g)).toHaveLength(3);
  expect(answer).toContain('<li>commit: 41 µs of 44 µs</li>');
});

test('what a burst did stands beside arithmetic', () => {
  const spread = (estimate: number | null) => ({ estimate, low: estimate, high: estimate, level: null, units: 3 });
  const recovered: RecoverFindings['configurations'][number] = {
    ...continuous,
    worstMicros: spread(30_000),
    drainMicros: spread(120_000),
    expectedWorstMicros: spread(29_000),
    expectedDrainMicros: spread(null),
    undrained: 1,
    units: [],
  };
  const burst = { basePerSecond: 5_000, peakPerSecond: 50_000, burstMs: 200, fromMs: 600 };
  const page = pageOf(detailedResult({ findings: { kind: 'recover', ...burst, configurations: [recovered] } }));
  expect(page).toContain('5,000 records/s, and 50,000 for 200 ms.');
  expect(compact(page)).toContain(
    '<tr title="findings.configurations[0]"><th scope="row">continuous</th>' +
      '<td>30 ms</td><td>29 ms</td><td>120 ms</td><td>–</td><td>1</td></tr>',
  );
});

test('the split is the mean of the units that count, of all records and of the slowest', () => {
  const own = detailedResult()
    .units.filter((unit) => unit.executor === 'continuous' && counts(unit, 'distribution'))
    .map(({ latencyMicros }) => latencyMicros!.mean!);
  const [, all] = /continuous<small> all records<\/small>.*?<div class="strip-note">(\d+) µs<\/div>/s.exec(detailed)!;
  expect(Number(all)).toBe(Math.round(own.reduce((sum, mean) => sum + mean, 0) / own.length));
  expect(detailed).toContain('continuous<small> slowest 1 %</small>');
});

describe('configurations of several engines', () => {
  const page = pageOf(enginesResult());

  test('stand on one page, each with what its engine tells', () => {
    expect(headingsOf(page)).toEqual([
      'Latency and what it costs',
      'Over time',
      'Where the time goes',
      'All figures',
      'Where this comes from',
    ]);
    expect(page).toContain('aria-label="spark real-time: p50 5.0 ms (5.0), p99 20 ms (20), p99.9 40 ms (40)"');
    expect(page).toContain('continuous<small> all records</small>');
    expect(page).not.toContain('spark real-time<small> all records</small>');
    expect(page).toContain('to the right the whole. Of spark real-time unknown.');
    const [overTime] = chartsOf(page);
    expect(new Set(overTime.lines.map(({ name }) => name))).toEqual(new Set(['continuous', 'spark real-time']));
    expect(new Set(overTime.pauses!.map(({ look }) => look))).toEqual(new Set([0]));
    expect(page).toContain('garbage collection pauses (of spark real-time unknown).');
  });

  test('have dashes in the table for what is not known, and for figures that are excluded', () => {
    const row = (name: string): string => compact(page).split(`<th scope="row">${name} <code>`)[1].split('</tr>')[0];
    const cells = (name: string): string[] => [...row(name).matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell);
    const heads = [
      ...compact(page)
        .split('aria-label="Every unit"')[1]
        .matchAll(/<th scope="col">(.*?)<code>/g),
    ];
    const cell = (name: string, head: string): string => cells(name)[heads.findIndex(([, of]) => of === head) - 1];
    const unknown = ['uncorrected p99', 'busy', 'busy per record', 'harness', 'commits', 'GC', 'longest GC', 'memory'];
    expect(unknown.map((head) => cell('spark real-time, 1', head))).toEqual(unknown.map(() => '–'));
    expect(unknown.map((head) => cell('continuous, 1', head))).not.toContain('–');
    const known = ['whole', '5.0 ms', '20 ms', '40 ms', '7.5 ms', '50 ms'];
    const tailless = ['in part', '5.0 ms', '20 ms', '–', '–', '–'];
    const figures = ['counts', 'p50', 'p99', 'p99.9', 'mean', 'max'];
    expect(figures.map((head) => cell('spark real-time, 1', head))).toEqual(known);
    expect(figures.map((head) => cell('spark real-time, 3', head))).toEqual(tailless);
    expect(page).toContain('>p99.9, distribution excluded: a pause of 40 ms</td>');
    expect(page).toContain('<h3>1 of 6 units excluded in part</h3>');
  });

  test('have no section that none of them feeds', () => {
    const units = enginesResult().units.filter(({ engine }) => engine === 'spark');
    const alone = pageOf(
      enginesResult({ units, summary: enginesResult().summary.filter(({ engine }) => engine === 'spark') }),
    );
    expect(headingsOf(alone)).not.toContain('Where the time goes');
    expect(alone).not.toContain('garbage collection');
    expect(alone).not.toContain('uncorrected, from');
  });
});
