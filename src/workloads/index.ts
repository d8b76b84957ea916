import { nexmark } from './nexmark/index.ts';
import { parts } from './parts/index.ts';
import type { LoadByName, Workload } from './workload.ts';

/** The workloads that come with the tool, by name. Each is loaded on demand: a unit's process needs only one. */
export const workloads: LoadByName = {
  fraud: async () => (await import('./fraud.ts')).fraud,
  web: async () => (await import('./web.ts')).web,
  iot: async () => (await import('./iot.ts')).iot,
  trends: async () => (await import('./trends.ts')).trends,
  rides: async () => (await import('./rides.ts')).rides,
  market: async () => (await import('./market.ts')).market,
  ...parts,
  ysb: async () => (await import('./ysb.ts')).ysb,
  ...nexmark,
};

/** All workloads, in the order of the table. */
export async function allWorkloads(): Promise<Workload[]> {
  return Promise.all(Object.values(workloads).map(async (load) => load()));
}
