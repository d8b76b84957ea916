import type { Problem } from '../errors.ts';
import type { Phase } from '../processes/watchdog.ts';

/** What the user is told where a part of a unit takes long. `name`: such as "the unit of continuous". */
export function slowText(name: string, { doing, noticeMs, limitMs }: Phase): string {
  const [elapsed, limit] = [secondsText(noticeMs), secondsText(limitMs)];
  return `${name[0].toUpperCase()}${name.slice(1)} has been ${doing} for ${elapsed}. It is ended after ${limit}.`;
}

/** @param where the workload */
export function overdue(name: string, { doing, limitMs }: Phase, where: string, remedy: string): Problem {
  const what = `${name} was ended, because ${doing} took longer than ${secondsText(limitMs)}`;
  return { kind: 'environment', where, what, remedy };
}

export function secondsText(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}
