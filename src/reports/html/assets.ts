import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PageAssets } from './page.ts';

/** The modules of the page's script, each after those that it imports. As JavaScript they are only in the build. */
const modules = [
  '../../results/quantity.js',
  './colour-number.js',
  './browser/figures.js',
  './browser/marker.js',
  './browser/tooltip.js',
  './browser/line-chart.js',
  './browser/legend.js',
  './browser/page.js',
];

/** uPlot formats numbers by the browser's language, which in the locale C is called `en-US@posix`: no valid tag. */
const validLanguage =
  'try { new Intl.NumberFormat(navigator.language); } ' +
  "catch { Object.defineProperty(navigator, 'language', { value: 'en' }); }";

/** Script and style of the page as one text each, with uPlot's in front. */
export function pageAssets(): PageAssets {
  const { resolve } = createRequire(import.meta.url);
  const uPlot = (name: string): string => readFileSync(resolve(`uplot/dist/${name}`), 'utf8');
  return {
    script: [validLanguage, uPlot('uPlot.iife.min.js'), ...modules.map((path) => inOneScope(readBeside(path)))].join(
      '\n',
    ),
    style: `${uPlot('uPlot.min.css')}\n${readBeside('./page.css')}`,
  };
}

function readBeside(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The module's text without imports and exports: the names that it imports are in scope already, and so is `uPlot`. */
function inOneScope(text: string): string {
  return text
    .replaceAll(/^import .*;$/gm, '')
    .replaceAll(/^export (?=const|function|class)/gm, '')
    .replaceAll(/^export \{\};$/gm, '');
}
