import type { Problem } from '../../errors.ts';
import { endInWords, type Child, type ChildEnd } from '../../processes/child.ts';
import type { Phase } from '../../processes/watchdog.ts';
import { configurationName } from '../../results/configuration.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { LastMessage, RequestKind } from './unit-messages.ts';

/** Of a process that ended without a last message. */
export function unexplained(end: ChildEnd): LastMessage {
  if (!end.ranOutOfMemory) return { kind: 'crash', message: `its process ${endInWords(end)}` };
  const remedy = 'Lower --rate or --duration. Or does a function of the pipeline keep more and more?';
  return { kind: 'fault', problem: { kind: 'environment', what: 'a unit ran out of memory', remedy } };
}

export function slowText(child: Child, kind: RequestKind, spec: UnitSpec, { doing, noticeMs, limitMs }: Phase): string {
  const [elapsed, limit] = [secondsText(noticeMs), secondsText(limitMs)];
  const stopped = child.isStopped() ? ` Its process is stopped: kill -CONT ${child.pid} lets it go on.` : '';
  return `${capitalized(nameOf(kind, spec))} has been ${doing} for ${elapsed}. It is ended after ${limit}.${stopped}\n`;
}

export function overdue(kind: RequestKind, spec: UnitSpec, { doing, limitMs }: Phase): Problem {
  return {
    kind: 'environment',
    where: spec.workload,
    what: `${nameOf(kind, spec)} was ended, because ${doing} took longer than ${secondsText(limitMs)}`,
    remedy: 'Does a function of the pipeline loop? If it only takes long, give a longer --unit-timeout.',
  };
}

function nameOf(kind: RequestKind, { configuration }: UnitSpec): string {
  return kind === 'unit' ? `the unit of ${configurationName(configuration)}` : 'the reference';
}

function capitalized(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}`;
}

function secondsText(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
