import type { LoadByName } from '../workload.ts';

/**
 * Two parts of each application, and of the Yahoo benchmark, that other engines can run too: `screen` looks at each
 * record by itself, `counts` keeps a table of counts by key and window. Both read the application's records, and give
 * whole numbers and texts, which are the same to the bit on every engine.
 */
export const parts: LoadByName = {
  'fraud:screen': async () => (await import('./fraud.ts')).fraudScreen,
  'fraud:counts': async () => (await import('./fraud.ts')).fraudCounts,
  'web:screen': async () => (await import('./web.ts')).webScreen,
  'web:counts': async () => (await import('./web.ts')).webCounts,
  'iot:screen': async () => (await import('./iot.ts')).iotScreen,
  'iot:counts': async () => (await import('./iot.ts')).iotCounts,
  'trends:screen': async () => (await import('./trends.ts')).trendsScreen,
  'trends:counts': async () => (await import('./trends.ts')).trendsCounts,
  'rides:screen': async () => (await import('./rides.ts')).ridesScreen,
  'rides:counts': async () => (await import('./rides.ts')).ridesCounts,
  'market:screen': async () => (await import('./market.ts')).marketScreen,
  'market:counts': async () => (await import('./market.ts')).marketCounts,
  'ysb:screen': async () => (await import('./ysb.ts')).ysbScreen,
  'ysb:counts': async () => (await import('./ysb.ts')).ysbCounts,
};
