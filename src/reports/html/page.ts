import { createHash } from 'node:crypto';
import { configurationName } from '../../results/configuration.ts';
import { measuredPoints } from '../../results/measured-point.ts';
import type { ResultFile } from '../../results/read-result.ts';
import type { Sentence } from '../../results/schema-parts.ts';
import { jobCommands } from '../own-jobs.ts';
import { answer, conclusions, missingRecords, place, topicsText } from '../sentences.ts';
import { whatWasMeasured } from '../what-was-measured.ts';
import { findingSections } from './findings.ts';
import { latencySection } from './latency.ts';
import { html, jsonElement, Markup } from './markup.ts';
import { percentileSection } from './percentiles.ts';
import { measuredRates, rateKey, rateText, type Section, type Shown } from './section.ts';
import { splitSection } from './split.ts';
import { tableSection } from './tables.ts';
import { timelineSection } from './timeline.ts';

/** The page's own script and style, with those of the charts. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** These show one rate at a time. What was found over all rates stands before them. */
const sections: readonly ((shown: Shown) => Section | undefined)[] = [
  latencySection,
  percentileSection,
  timelineSection,
  splitSection,
  tableSection,
];

/**
 * One page with all that the files say, complete in itself. It may run its own script and nothing else, and can
 * reach no network: its policy names script and style by their hashes.
 */
export function htmlPage(files: readonly ResultFile[], { script, style }: PageAssets): string {
  const articles = files.map((file, index) => article(file, files.length === 1 ? '' : `file${index + 1}-`));
  const policy = [
    "default-src 'none'",
    `script-src '${hashSource(script)}'`,
    `style-src '${hashSource(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const title = [...new Set(files.map(({ result }) => result.experiment.workload))].join(', ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} – stream-bench</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>${articles.map(({ body }) => body)}</main>
${jsonElement(
  'charts',
  articles.flatMap(({ charts }) => charts),
)}
<script type="module">${new Markup(script)}</script>
</body>
</html>
`.text;
}

function hashSource(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function article(file: ResultFile, prefix: string): Pick<Section, 'body' | 'charts'> {
  const { result } = file;
  const points = measuredPoints(result);
  const names = [...new Set([...points.map(({ name }) => name), ...result.units.map(configurationName)])];
  const shown: Shown = { prefix, path: file.path, result, points, lookOf: (name) => names.indexOf(name) };
  const overall = findingSections(shown);
  const found = sections.flatMap((section) => section(shown) ?? []);
  const body = html`
<article>
  ${head(file)}
  ${overall.map(sectionElement)}
  ${rateChoice(shown)}
  ${found.map(sectionElement)}
  ${provenance(file)}
</article>`;
  return { body, charts: [...overall, ...found].flatMap(({ charts }) => charts) };
}

function sectionElement({ title, body }: Section): Markup {
  return html`
  <section><h2>${title}</h2>${body}</section>`;
}

function head({ result }: ResultFile): Markup {
  const { experiment, interrupted, sameAnswer } = result;
  const warnings = [
    ...(interrupted ? ['The experiment was interrupted: these are the units that had finished.'] : []),
    ...missingRecords(result),
  ];
  return html`
  <header>
    <p class="tool">stream-bench</p>
    <h1>${experiment.workload}</h1>
    <p>${whatWasMeasured(result)}.<br>${place(result)}.${topicsText(result).map((text) => html`<br>${text}.`)}</p>
    ${answers(conclusions(result))}
    ${warnings.map((text) => html`<p class="warning">${text}</p>`)}
    ${jobCommands(result).map((text) => html`<p>${text}</p>`)}
    <p class="${sameAnswer.equal ? 'same' : 'warning'}">${answer(result)}</p>
  </header>`;
}

/** What was found, and the figures that it rests on. */
function answers(found: readonly Sentence[]): Markup | undefined {
  if (found.length === 0) return undefined;
  const evidence = found.flatMap((sentence) => sentence.evidence.map((text) => html`<li>${text}</li>`));
  const list =
    evidence.length === 0 ? undefined : html`<details><summary>Evidence</summary><ul>${evidence}</ul></details>`;
  return html`<div class="answer">${found.map(({ text }) => html`<p>${text}</p>`)}${list}</div>`;
}

/** Offers the rates, where there are several. The page's script makes it work. */
function rateChoice({ points }: Shown): Markup | undefined {
  const rates = measuredRates(points);
  if (rates.length < 2) return undefined;
  const options = rates.map(({ rate }) => html`<option value="${rateKey(rate)}">${rateText(rate)}</option>`);
  return html`
  <p class="rate-choice" hidden>
    <label>Offered rate in the charts of one rate: <select>${options}</select></label>
  </p>`;
}

/** Where every figure comes from. */
function provenance({ path, text, result }: ResultFile): Markup {
  const { command, startedAt, tool, experiment } = result;
  const entries: readonly (readonly [string, string])[] = [
    ['result file', path],
    ['its SHA-256', createHash('sha256').update(text).digest('hex')],
    ['command', command],
    ['started', startedAt],
    ['tool', `stream-bench ${tool.version}, Node ${tool.node}`],
    ['plan digest', experiment.planDigest],
    ['seed', String(experiment.seed)],
  ];
  const items = entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`);
  return html`
  <section class="provenance"><h2>Where this comes from</h2><dl>${items}</dl></section>`;
}
