import { fraud } from './fraud.ts';
import { nexmark } from './nexmark/index.ts';
import type { Workload } from './workload.ts';
import { ysb } from './ysb.ts';

/** The workloads that come with the tool, by name. */
export const workloads: Readonly<Record<string, Workload>> = { fraud, ysb, ...nexmark };
