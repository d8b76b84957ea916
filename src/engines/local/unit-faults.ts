import type { Problem } from '../../errors.ts';
import { endInWords, stoppedText, type Child, type ChildEnd } from '../../processes/child.ts';
import type { Phase } from '../../processes/watchdog.ts';
import { configurationName } from '../../results/configuration.ts';
import { overdue, slowText } from '../slow-units.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { LastMessage, RequestKind } from './unit-messages.ts';

/** Of a process that ended without a last message. */
export function unexplained(end: ChildEnd): LastMessage {
  if (!end.ranOutOfMemory) return { kind: 'crash', message: `its process ${endInWords(end)}` };
  const remedy = 'Lower --rate or --duration. Or does a function of the pipeline keep more and more?';
  return { kind: 'fault', problem: { kind: 'environment', what: 'a unit ran out of memory', remedy } };
}

export function slow(child: Child, kind: RequestKind, spec: UnitSpec, phase: Phase): string {
  return `${slowText(nameOf(kind, spec), phase)}${stoppedText(child)}\n`;
}

const overdueRemedy = 'Does a function of the pipeline loop? If it only takes long, give a longer --unit-timeout.';

export function tooSlow(kind: RequestKind, spec: UnitSpec, phase: Phase): Problem {
  return overdue(nameOf(kind, spec), phase, spec.workload, overdueRemedy);
}

function nameOf(kind: RequestKind, { configuration }: UnitSpec): string {
  return kind === 'unit' ? `the unit of ${configurationName(configuration)}` : 'the reference';
}
