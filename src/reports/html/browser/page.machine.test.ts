import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { excluded } from '../../../results/example.test-program.ts';
import { isExcluded } from '../../../results/exclusion.ts';
import type { Result } from '../../../results/result.ts';
import { resultText } from '../../../results/result-text.ts';
import { hostile } from '../../example-results.test-program.ts';
import { detailedResult, sweptResult } from '../detailed-results.test-program.ts';
import { launchChromium } from './chromium.test-program.ts';

// The page as the built program writes it, in a real browser: npm test builds first.
const bin = join(import.meta.dirname, '..', '..', '..', '..', 'bin', 'stream-bench.js');

let directory: string;
let browser: Browser;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-page-'));
  for (const [name, result] of Object.entries({
    detailed: detailedResult(),
    swept: sweptResult(),
    hostile: hostileResult(),
  }))
    writePage(name, result);
  browser = await launchChromium(directory);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(directory, { recursive: true });
});

function writePage(name: string, result: Result): void {
  const [input, page] = [join(directory, `${name}.json`), join(directory, `${name}.html`)];
  writeFileSync(input, resultText(result));
  const { status, stderr } = spawnSync(process.execPath, [bin, 'report', input, '--html', page], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
}

/** Every text of a result file that is free. */
function hostileResult(): Result {
  const { experiment, machine, units, tool } = detailedResult();
  return detailedResult({
    command: hostile,
    startedAt: hostile,
    tool: { version: hostile, node: tool.node },
    machine: { ...machine, cpu: hostile, filesystem: hostile },
    experiment: {
      ...experiment,
      workload: hostile.repeat(3),
      source: hostile,
      planDigest: hostile,
      badRecords: { skipped: 1, deadLettered: 0 },
    },
    units: units.map((unit) => (isExcluded(unit) ? { ...unit, ...excluded(hostile) } : unit)),
    recommendation: { text: hostile, evidence: [hostile] },
  });
}

/** What a page did that it should not: errors, messages, requests for anything but itself. */
let complaints: string[] = [];
afterEach(() => {
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
});

async function open(name: string, options: BrowserContextOptions = {}, language?: string): Promise<Page> {
  complaints = [];
  const page = await (await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options })).newPage();
  if (language !== undefined) await page.addInitScript(speak, language);
  const url = pathToFileURL(join(directory, `${name}.html`)).href;
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => request.url() === url || complaints.push(`request: ${request.url()}`));
  await page.goto(url);
  return page;
}

function speak(language: string): void {
  Object.defineProperty(Navigator.prototype, 'language', { get: () => language, configurable: true });
}

/** Of each chart's canvas, how many pixels have the colour of each of the given style properties. */
async function pixelsOf(page: Page, properties: readonly string[]): Promise<number[][]> {
  return page.evaluate((names) => {
    const colours = names.map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim());
    return [...document.querySelectorAll<HTMLCanvasElement>('.plot canvas')].map((canvas) => {
      // A copy, because Chromium advises against reading from one that it draws by its graphics card.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return colours.map((colour) => {
        const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
        let count = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at] === red && data[at + 1] === green && data[at + 2] === blue && data[at + 3] === 255) count++;
        return count;
      });
    });
  }, properties);
}

const looks = ['--look-0', '--look-1', '--look-2', '--look-3'];

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every chart shows each configuration in its colour', async () => {
    const page = await open('detailed', { colorScheme });
    const pixels = await pixelsOf(page, looks);
    expect(pixels).toHaveLength(3);
    for (const count of pixels.flat()) expect(count).toBeGreaterThan(100);
  });

  test('the charts are there whatever the language of the browser is called', async () => {
    const page = await open('detailed', { colorScheme }, 'en-US@posix');
    expect(await pixelsOf(page, looks)).toHaveLength(3);
  });

  test('the paper is what the scheme says', async () => {
    const page = await open('detailed', { colorScheme });
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(21, 24, 28)');
  });
});

test('colours follow when the scheme changes', async () => {
  const page = await open('detailed', { colorScheme: 'light' });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(async () => Math.min(...(await pixelsOf(page, looks)).flat())).toBeGreaterThan(100);
});

describe('pointing', () => {
  test('at a chart shows the values of all configurations there', async () => {
    const page = await open('detailed');
    const texts: string[] = [];
    for (const plot of await page.locator('.plot .u-over').all()) {
      await plot.hover();
      await page.locator('.tooltip:visible').waitFor();
      texts.push(await page.locator('.tooltip').innerText());
    }
    expect(texts).toHaveLength(3);
    expect(texts[0]).toMatch(
      /^p9\d.*\n.*continuous: [\d.]+ (µs|ms).*, uncorrected [\d.]+ (µs|ms)\n.*micro-batch 0 ms: /,
    );
    expect(texts[1]).toMatch(
      /^1\.\d{3} s\n.*continuous: largest [\d.]+ ms, p50 \d+ µs\n[^]*\narrivals: [\d,]+ records\/s$/,
    );
    expect(texts[2]).toMatch(/micro-batch 100 ms: [\d,]+$/);
  });

  test('away from charts hides them', async () => {
    const page = await open('detailed');
    await page.locator('.plot .u-over').first().hover();
    await page.locator('.tooltip:visible').waitFor();
    await page.locator('h1').hover();
    await expect.poll(async () => page.locator('.tooltip').isVisible()).toBe(false);
  });

  test('at a part of a bar, or a mark, shows its figure', async () => {
    const page = await open('detailed');
    await page.locator('.bar rect.part-commit').nth(1).hover();
    expect(await page.locator('.tooltip').innerText()).toMatch(/^continuous\ncommit \d+ µs, [\d.]+ %$/);
    await page.locator('.strip .mark').first().hover();
    expect(await page.locator('.tooltip').innerText()).toMatch(/^continuous\np50 \d+ µs/);
  });
});

test('the legend hides and shows a configuration', async () => {
  const page = await open('detailed');
  const first = page.locator('figure.chart').first();
  await first.getByRole('button', { name: 'continuous' }).click();
  await expect.poll(async () => (await pixelsOf(page, looks))[0][0]).toBe(0);
  await first.getByRole('button', { name: 'continuous' }).click();
  await expect.poll(async () => (await pixelsOf(page, looks))[0][0]).toBeGreaterThan(100);
});

test('of several rates one is shown, and another when it is chosen', async () => {
  const page = await open('swept');
  const shown = async (): Promise<string[]> => page.locator('.at-rate:visible .rate').allInnerTexts();
  expect(await shown()).toEqual(Array.from({ length: 4 }, () => 'At 10,000 records/s:'));
  await page.locator('select').selectOption('40,000 records/s');
  expect(await shown()).toEqual(Array.from({ length: 4 }, () => 'At 40,000 records/s:'));
  expect(await page.locator('.at-rate:visible .plot canvas').count()).toBe(3);
});

test('the crossover stands in the frontier', async () => {
  const page = await open('swept');
  const [[span]] = await pixelsOf(page, ['--span']);
  expect(span).toBeGreaterThan(1_000);
});

describe('hostile names', () => {
  test('are shown as text and do nothing', async () => {
    const page = await open('hostile');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('hacked');
    // As a browser shows it: white space collapsed, and nothing for what HTML cannot hold.
    const shown = '</script><img src=x onerror="document.title=\'hacked\'">';
    for (const place of ['h1', '.answer', 'dd', '.exclusions li', 'header p'])
      expect((await page.locator(place).allTextContents()).join(), place).toContain(shown);
    const pixels = await pixelsOf(page, looks);
    expect(Math.min(...pixels.flat())).toBeGreaterThan(100);
  });
});

test.each(['detailed', 'swept', 'hostile'])('on a phone the page of %s does not scroll sideways', async (name) => {
  const page = await open(name, {
    viewport: { width: 375, height: 667 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  const widths = await page
    .locator('.plot:visible')
    .evaluateAll((plots) => plots.map((plot) => plot.querySelector('canvas')!.clientWidth));
  expect(Math.max(...widths)).toBeLessThanOrEqual(375);
});

describe('on paper', () => {
  test('charts have the colours of paper, whatever the screen has', async () => {
    const page = await open('detailed', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    await expect.poll(async () => Math.min(...(await pixelsOf(page, looks)).flat())).toBeGreaterThan(100);
  });

  test('everything is there, within the width', async () => {
    const page = await open('detailed');
    expect(await page.locator('details[open]').count()).toBe(0);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    // A4 on its side, less the margins, at 96 dots per inch.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 1047, height: 718 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1047);
  });
});
