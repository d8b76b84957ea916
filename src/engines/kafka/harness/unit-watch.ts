import { StreamBenchError } from '../../../errors.ts';
import { Watchdog, type Phase } from '../../../processes/watchdog.ts';
import { configurationName } from '../../../results/configuration.ts';
import type { MeasuringContext } from '../../engine.ts';
import { overdue, slowText } from '../../slow-units.ts';
import type { UnitSpec } from '../../unit-spec.ts';

const remedy = 'Look with stream-bench doctor whether the machine is busy, or give a longer --unit-timeout.';

/** Watches the parts of a unit between topics: tells where one takes long, and ends it where that is too long. */
export class UnitWatch {
  /** Rejects with a StreamBenchError when a part is overdue. */
  readonly overdue: Promise<never>;
  readonly #watchdog: Watchdog;
  /** What happens instead, where the part is one that the unit can do without. */
  #giveUp: (() => void) | undefined;

  /** @param name such as "the relay"; absent: the unit of that configuration */
  constructor(spec: UnitSpec, notify: MeasuringContext['notify'], name = `the unit of ${nameOf(spec)}`) {
    const late = Promise.withResolvers<never>();
    // A unit that has ended otherwise does not wait for it.
    late.promise.catch(() => {});
    this.overdue = late.promise;
    this.#watchdog = new Watchdog({
      onSlow: (phase) => notify?.(`${slowText(name, phase)}\n`),
      onOverdue: (phase) => {
        if (this.#giveUp !== undefined) this.#giveUp();
        else late.reject(new StreamBenchError(overdue(name, phase, spec.workload, remedy)));
      },
    });
  }

  /** The part before has ended. `giveUp`: what happens where it is overdue; absent: the unit is ended. */
  begin(phase: Phase, giveUp?: () => void): void {
    this.#giveUp = giveUp;
    this.#watchdog.begin(phase);
  }

  stop(): void {
    this.#watchdog.stop();
  }
}

function nameOf({ configuration }: UnitSpec): string {
  return configurationName(configuration);
}
