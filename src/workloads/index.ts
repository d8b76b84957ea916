import { fraud } from './fraud.ts';
import { iot } from './iot.ts';
import { market } from './market.ts';
import { nexmark } from './nexmark/index.ts';
import { rides } from './rides.ts';
import { trends } from './trends.ts';
import { web } from './web.ts';
import type { Workload } from './workload.ts';
import { ysb } from './ysb.ts';

/** The workloads that come with the tool, by name. */
export const workloads: Readonly<Record<string, Workload>> = { fraud, web, iot, trends, rides, market, ysb, ...nexmark };
