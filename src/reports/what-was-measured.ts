import { micros, perSecond } from '../results/quantity.ts';
import type { GateFindings } from '../results/findings/gate.ts';
import type { RecoverFindings } from '../results/findings/recover.ts';
import type { Result } from '../results/result.ts';
import { conditions, sinkText } from './sentences.ts';

/** The load, the sink, and how long was measured, in one line; of a gate what was held to what. */
export function whatWasMeasured(result: Result): string {
  const { findings } = result;
  switch (findings.kind) {
    case 'run':
    case 'capacity':
    case 'sweep':
      return conditions(result);
    case 'recover':
      return `${burstText(findings)}${sinkText(result)}`;
    case 'gate':
      return `${gateTitle(findings)}${sinkText(result)}`;
  }
}

function burstText({ basePerSecond, peakPerSecond, burstMs }: RecoverFindings): string {
  return `${perSecond(basePerSecond)} records/s, and for ${micros(burstMs * 1000)} ${perSecond(peakPerSecond)}`;
}

/** Two versions, or objectives. */
function gateTitle({ base, head, objectives }: GateFindings): string {
  if (base !== null) return `${head} against ${base}`;
  return [
    ...new Set(objectives.map(({ objective, ratePerSecond }) => `${objective} at ${perSecond(ratePerSecond)}/s`)),
  ].join(', ');
}
