import type { Result } from '../results/result.ts';
import { capacityReport } from './capacity-report.ts';
import { recoveryReport } from './recovery.ts';
import { sweepReport } from './sweep.ts';
import { terminalReport } from './terminal.ts';

/** What the command that made the result printed. `path`: where it is saved. */
export function reportByKind(result: Result, path: string | undefined): string {
  switch (result.experiment.kind) {
    case 'capacity':
      return capacityReport(result, path);
    case 'sweep':
      return sweepReport(result, path);
    case 'recover':
      return recoveryReport(result, path);
    default:
      return terminalReport(result, path);
  }
}
