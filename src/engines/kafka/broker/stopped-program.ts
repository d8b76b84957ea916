import { StreamBenchError } from '../../../errors.ts';
import type { Program } from '../../../processes/program.ts';
import type { EarlyEnd } from './early-end.ts';

/** Looks in a row that find it stopped. A shorter stall is measured as what it is. */
const mostLooks = 5;
const betweenLooksMs = 1000;

/** Reports as lost a program that somebody has stopped (SIGSTOP): its clients would wait for half a minute. */
export function reportStopped(name: string, program: Program, end: EarlyEnd): void {
  let looks = 0;
  const looking = setInterval(() => {
    looks = program.isStopped() ? looks + 1 : 0;
    if (looks === mostLooks) end.report(stopped(name, program));
  }, betweenLooksMs).unref();
  void program.ended.then(() => clearInterval(looking));
}

function stopped(name: string, { pid }: Program): StreamBenchError {
  const what = `the process of ${name} is stopped`;
  return new StreamBenchError({ kind: 'environment', what, remedy: `Let it go on with kill -CONT ${pid}.` });
}
