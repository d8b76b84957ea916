import { fate } from '../../columns/fate.ts';
import type { Executor } from '../../executors/executor.ts';
import type { Clock } from '../../measurement/clock/clock.ts';
import { eachItsOwnCommit } from '../../measurement/meter/invocation.ts';
import { Meter } from '../../measurement/meter/meter.ts';
import { RealClock } from '../../measurement/clock/real-clock.ts';
import { InvocationLog } from '../../measurement/meter/invocation-log.ts';
import { VirtualClock } from '../../measurement/clock/virtual-clock.ts';

/** A load and a server of known speed, which determine all latencies. */
export interface Situation {
  readonly name: string;
  readonly arrivalsNanos: Float64Array;
  readonly executor: Executor;
  /** Between two samples of the backlog; null: as many as in other units. */
  readonly sampleNanos: number | null;
  /** Service time of the records [from, to), if it starts at `startNanos`. */
  readonly serviceNanos: (from: number, to: number, startNanos: number) => number;
  readonly measuredFrom: number;
}

/** The server's time: virtual, or the machine's. */
interface ServerTime {
  readonly clock: Clock;
  readonly pass: (nanos: number) => void;
}

export interface Served {
  readonly meter: Meter;
  readonly durationNanos: number;
  /** Time that the machine took away while the driver waited or worked; 0 in virtual time. */
  readonly takenNanos: number;
}

/** A poll of the clock takes about 0.1 µs. Between two polls further apart than this the machine did other work. */
const gapNanos = 5000;

/** Exact, and without waiting. `stretch` multiplies all service times. */
export function serveVirtually(situation: Situation, stretch = 1): Served {
  const clock = new VirtualClock();
  const log = serve(situation, { clock, pass: (nanos) => clock.advance(Math.round(nanos * stretch)) });
  return { meter: meterOf(situation, log), durationNanos: clock.now(), takenNanos: 0 };
}

/**
 * In real time: the executor waits by the machine's clock, and the server keeps the processor busy for the service
 * time.
 */
export function serveReally(situation: Situation): Served {
  const clock = new RealClock('spin');
  let takenNanos = 0;
  const pass = (nanos: number): void => {
    let polled = clock.now();
    for (const end = polled + nanos; polled < end;) {
      const now = clock.now();
      if (now - polled > gapNanos) takenNanos += now - polled;
      polled = now;
    }
  };
  const log = serve(situation, { clock, pass });
  const durationNanos = clock.now();
  return {
    meter: meterOf(situation, log),
    durationNanos,
    takenNanos: takenNanos + (clock.lateness.mean ?? 0) * clock.lateness.count,
  };
}

function serve(situation: Situation, { clock, pass }: ServerTime): InvocationLog {
  const { arrivalsNanos, executor, serviceNanos } = situation;
  const log = new InvocationLog(arrivalsNanos.length, false);
  executor.run({
    arrivalsNanos,
    clock,
    invoke: (from, to) => pass(serviceNanos(from, to, clock.now())),
    commit: () => {},
    observe: eachItsOwnCommit((invocation) => {
      log.observe(invocation);
      log.observeCommit(invocation);
    }),
  });
  return log;
}

function meterOf({ arrivalsNanos, executor, measuredFrom, sampleNanos }: Situation, log: InvocationLog): Meter {
  const meter = new Meter({
    arrivalsNanos,
    fates: new Uint8Array(arrivalsNanos.length).fill(fate.absorbed),
    measuredFrom,
    dueNanos: (arrivalNanos) => executor.dueNanos(arrivalNanos),
    sampleNanos: sampleNanos ?? (arrivalsNanos.at(-1) ?? 0) / 200,
  });
  log.replay(meter);
  return meter;
}
