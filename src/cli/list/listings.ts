import { curveShapeOf, loads, type LoadKind } from '../../loads/index.ts';
import { allWorkloads } from '../../workloads/index.ts';
import type { Listing } from './listing-names.ts';
import { drawChart, loadChart } from './load-chart.ts';

/** What can be used by name; lines to print as they are follow the text. */
export interface Entry {
  readonly name: string;
  readonly text: string;
  readonly lines?: readonly string[];
}

interface Section {
  readonly title: string;
  readonly entries: () => Promise<readonly Entry[]>;
  /** Printed below the entries. */
  readonly note?: string;
}

/** Everything that can be listed, in the order of the output. */
export const listings: Readonly<Record<Listing, Section>> = {
  workloads: {
    title: 'Workloads',
    entries: async () => (await allWorkloads()).map(({ name, description }) => ({ name, text: description })),
  },
  loads: {
    title: 'Loads (--load)',
    entries: async () => (Object.keys(loads) as LoadKind[]).map(loadEntry),
    note: 'Times count from the start of a unit, warm-up included.',
  },
};

/** Shows how the load is typed, and draws it. */
function loadEntry(kind: LoadKind): Entry {
  const example = curveShapeOf(kind)?.example;
  const chart = loadChart(kind);
  const lines = [
    ...(example === undefined ? [] : [`--load ${example}`]),
    ...(chart === undefined ? [] : drawChart(chart)),
    '',
  ];
  return { name: kind, text: loads[kind].describe, lines };
}
