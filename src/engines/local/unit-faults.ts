import type { Problem } from '../../errors.ts';
import { endInWords, stoppedText, type Child, type ChildEnd } from '../../processes/child.ts';
import type { Phase } from '../../processes/watchdog.ts';
import { configurationName } from '../../results/configuration.ts';
import { overdue, slowText } from '../slow-units.ts';
import type { LastMessage, UnitRequest } from './unit-messages.ts';

type Asked = Pick<UnitRequest, 'kind' | 'spec' | 'rows'>;

/** Of a process that ended without a last message. */
export function unexplained(request: Asked, end: ChildEnd): LastMessage {
  if (!end.ranOutOfMemory) return { kind: 'crash', message: `its process ${endInWords(end)}` };
  const remedy = 'Lower --rate or --duration. Or does a function of the pipeline keep more and more?';
  return { kind: 'fault', problem: { kind: 'environment', what: `${nameOf(request)} ran out of memory`, remedy } };
}

export function slow(child: Child, request: Asked, phase: Phase): string {
  return `${slowText(nameOf(request), phase)}${stoppedText(child)}\n`;
}

export function tooSlow(request: Asked, phase: Phase): Problem {
  const doesLoop = 'Does a function of the pipeline loop?';
  // Who asks for rows has no such option.
  const remedy =
    request.rows === undefined ? `${doesLoop} If it only takes long, give a longer --unit-timeout.` : doesLoop;
  return overdue(nameOf(request), phase, request.spec.workload, remedy);
}

export function nameOf({ kind, spec: { configuration } }: Asked): string {
  switch (kind) {
    case 'unit':
      return `the unit of ${configurationName(configuration)}`;
    case 'reference':
      return 'the reference';
    case 'records':
      return 'the process that makes the records';
  }
}
