import { capacitySection } from './capacity.ts';
import { costCurveSection } from './cost-curve.ts';
import { costSection } from './costs.ts';
import { frontierSection } from './frontier.ts';
import { gateSection } from './gate.ts';
import { recoverySection } from './recovery.ts';
import type { Section, Shown } from './section.ts';

/** What an experiment of each kind found over all its rates. Sections without data are left out. */
export function findingSections(shown: Shown): Section[] {
  const { findings } = shown.result;
  switch (findings.kind) {
    case 'run':
      return costCurveSection(shown, findings.costCurve);
    case 'capacity':
      return capacitySection(shown, findings);
    case 'sweep':
      return [
        ...costCurveSection(shown, findings.costCurve),
        ...frontierSection(shown, findings),
        ...costSection(findings),
      ];
    case 'recover':
      return [recoverySection(findings)];
    case 'gate':
      return [gateSection(findings)];
  }
}
