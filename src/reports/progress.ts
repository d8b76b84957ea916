import { chalkStderr as chalk } from 'chalk';
import { configurationName } from '../results/configuration.ts';
import { counts, isExcluded, isFailed } from '../results/exclusion.ts';
import { micros, perSecond } from '../results/quantity.ts';
import type { Unit } from '../results/unit.ts';
import { excludedFigures, reasonTexts } from './exclusions.ts';

/** One line for a unit that has just finished: its first figures. `name`: what sets it apart from the others. */
export function progressLine(
  unit: Unit,
  done: number,
  total: number,
  name = configurationName(unit).padEnd(22),
): string {
  const counter = chalk.dim(`${String(done).padStart(String(total).length)}/${total}`);
  return `${counter} ${name} ${outcomeOf(unit)}`;
}

function outcomeOf(unit: Unit): string {
  if (isFailed(unit)) return `${chalk.yellow('failed')}: ${reasonTexts(unit).join('; ')}`;
  if (isExcluded(unit)) return `${chalk.yellow('excluded')}: ${reasonTexts(unit).join('; ')}`;
  const figures = [...latency(unit), ...throughput(unit)].join(', ');
  // The reasons follow in the report.
  const missing = excludedFigures(unit);
  const excluded = missing === '' ? '' : chalk.yellow(`${missing} excluded`);
  return [figures, excluded].filter((text) => text !== '').join('; ');
}

function latency(unit: Unit): string[] {
  const p50 = unit.latencyMicros?.p50 ?? null;
  return p50 === null || !counts(unit, 'p50') ? [] : [`p50 ${micros(p50)}`];
}

function throughput(unit: Unit): string[] {
  if (!counts(unit, 'throughput')) return [];
  if (unit.throughput !== null) return [`${perSecond(unit.throughput)} records/s`];
  return [unit.local === null ? 'throughput unknown' : 'nothing committed in time'];
}
