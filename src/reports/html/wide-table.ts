import { html, type Markup } from './markup.ts';

/** What a column shows, and its field in the result file. */
export type Head = readonly [head: string, field: string];

/** A table that scrolls sideways where the screen is narrow. `rows`: `tr` elements. */
export function wideTable(label: string, heads: readonly Head[], rows: readonly Markup[]): Markup {
  const cells = heads.map(([head, field]) => html`<th scope="col">${head}<code>${field}</code></th>`);
  return html`
    <div class="wide" tabindex="0" role="region" aria-label="${label}">
      <table><thead><tr>${cells}</tr></thead><tbody>${rows}</tbody></table>
    </div>`;
}
