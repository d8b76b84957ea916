import type { Run } from './result.ts';

export function configurationName({ executor, intervalMs }: Pick<Run, 'executor' | 'intervalMs'>): string {
  return intervalMs === null ? executor : `${executor} ${intervalMs} ms`;
}
