import chalk from 'chalk';
import { configurationName } from '../results/configuration.ts';
import { micros, perSecond } from '../results/quantity.ts';
import type { Unit } from '../results/unit.ts';

/** One line for a unit that has just finished: its first figures. `name`: what tells it from the others. */
export function progressLine(run: Unit, done: number, total: number, name = configurationName(run).padEnd(22)): string {
  const counter = chalk.dim(`${String(done).padStart(String(total).length)}/${total}`);
  if (run.status !== 'valid') return `${counter} ${name} ${chalk.yellow(run.status)}: ${run.reasons.join('; ')}\n`;
  const { latencyMicros, throughput } = run;
  const p50 = latencyMicros?.p50 ?? null;
  const latency = p50 === null ? '' : `p50 ${micros(p50)}, `;
  return `${counter} ${name} ${latency}${throughput === null ? 'nothing committed in time' : `${perSecond(throughput)} records/s`}\n`;
}
