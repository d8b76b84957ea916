import { Type, type Static } from 'typebox';
import { configurationMembers } from './configuration.ts';
import { amount, closed, guarantee, level, nullable, verdict } from './schema-parts.ts';

/** One metric of one configuration at one rate, over the units in which it counts. */
export const summary = closed({
  ...configurationMembers,
  guarantee,
  offeredRate: nullable(amount, 'Records per second; null where all arrive at once.'),
  metric: Type.String(),
  estimate: nullable(Type.Number()),
  low: nullable(Type.Number()),
  high: nullable(Type.Number()),
  level,
  method: Type.String(),
  verdict: nullable(verdict),
  units: Type.Integer({ minimum: 0, description: 'Units that have the figure, and in which it counts.' }),
  excluded: Type.Integer({ minimum: 0, description: 'Units in which the figure is excluded, or that failed.' }),
});

export type Summary = Static<typeof summary>;
