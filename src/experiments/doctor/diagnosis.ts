import { micros, percent } from '../../results/quantity.ts';
import type { MachineState, Spread } from './machine-checks.ts';

/** One property of the machine: its value, its effect on figures, and what to do about it. */
export interface Finding {
  readonly about: string;
  readonly verdict: 'good' | 'fair' | 'poor';
  readonly found: string;
  readonly meaning: string;
  /** Absent where nothing needs to be done. */
  readonly advice?: string;
}

const fairTakenShare = 0.001;
/** Above it, percentiles of most units are excluded; see figure-bounds.ts. */
const poorTakenShare = 0.01;
const fairOthersShare = 0.05;
const poorOthersShare = 0.2;
/**
 * Ratio of the slow tenth (p90) to the fast tenth (p10) of equal pieces of work. Arithmetic alone came to 1.04 to 1.07
 * on a shared machine. Beyond 1.3, which is a standard deviation of 10 %, the median of six units is uncertain by more
 * than 10 %.
 */
const fairUnsteadiness = 1.1;
const poorUnsteadiness = 1.3;
/** Each invocation reads the clock three times. Beyond this, reads are most of the cost of a small step. */
const poorReadNanos = 500;
const fairReadNanos = 150;
/** No disk answers faster than this; flash with a protected cache takes about 20 µs. */
const fastestDiskMicros = 15;
/** With such a ratio of p90 to p50, commits differ more from unit to unit than executors do. */
const unsteadyFsync = 3;
const lateParkMicros = 200;

export function diagnose(state: MachineState, cores: number): Finding[] {
  return [
    processors(cores),
    pauses(state),
    stolen(state),
    others(state),
    speed(state),
    clock(state),
    parking(state),
    disk(state),
  ];
}

function processors(cores: number): Finding {
  const found = `${cores} available to this program`;
  if (cores > 1)
    return {
      about: 'processors',
      verdict: 'good',
      found,
      meaning: 'one for the executor, the others for the garbage collector and the system',
    };
  return {
    about: 'processors',
    verdict: 'poor',
    found,
    meaning: 'a spinning executor leaves nothing for the garbage collector and the system, which then interrupt it',
    advice: 'Use two at least, or --wait park.',
  };
}

export function pauses({ idle }: Pick<MachineState, 'idle'>): Finding {
  const { takenShare, pauses: count, longestMicros, durationMs } = idle;
  const finding = {
    about: 'pauses of an idle program',
    found:
      `${percent(takenShare)} of ${durationMs / 1000} s, ` +
      `the longest ${micros(longestMicros)}; above 1 ms: ${count}`,
  };
  if (takenShare <= fairTakenShare)
    return { ...finding, verdict: 'good', meaning: 'the machine adds little to latencies' };
  const advice = 'Close other programs; on a shared machine choose another hour, or take more units (--repeat).';
  if (takenShare <= poorTakenShare)
    return {
      ...finding,
      verdict: 'fair',
      meaning: 'p99.9 and maximum depend on the machine as much as on the pipeline',
      advice,
    };
  return {
    ...finding,
    verdict: 'poor',
    meaning: 'p99 and p99.9 of most units will be excluded, because pauses may have made them',
    advice,
  };
}

export function stolen({ use }: Pick<MachineState, 'use'>): Finding {
  const about = 'time stolen by a hypervisor';
  if (use.stolen === null)
    return {
      about,
      verdict: 'fair',
      found: 'unknown: this system does not report it',
      meaning: 'only pauses can show it',
    };
  const found = `${percent(use.stolen)} of all processors' time`;
  if (use.stolen <= fairTakenShare)
    return { about, verdict: 'good', found, meaning: 'no other virtual machine interfered' };
  return {
    about,
    verdict: use.stolen <= poorTakenShare ? 'fair' : 'poor',
    found,
    meaning: 'another virtual machine had the processor when this one needed it, which looks like slow processing',
    advice: 'Measure on a machine of your own, or when the host is quiet.',
  };
}

export function others({ use }: Pick<MachineState, 'use'>): Finding {
  const finding = { about: 'load by other programs', found: `${percent(use.others)} of all processors' time` };
  if (use.others <= fairOthersShare)
    return { ...finding, verdict: 'good', meaning: 'nothing else competes for processors and caches' };
  return {
    ...finding,
    verdict: use.others <= poorOthersShare ? 'fair' : 'poor',
    meaning: 'they take processor time and caches from the executor: busy time and capacity look worse than they are',
    advice: 'Stop the other programs.',
  };
}

function speed({ speed: { arithmeticMicros, memoryMicros } }: MachineState): Finding {
  const [arithmetic, memory] = [unsteadiness(arithmeticMicros), unsteadiness(memoryMicros)];
  const finding = {
    about: 'steady speed',
    found:
      `the slow tenth takes ${times(arithmetic)} as long as the fast tenth in the same arithmetic, ` +
      `${times(memory)} in the same reads from 32 MiB`,
  };
  const worst = Math.max(arithmetic, memory);
  if (worst <= fairUnsteadiness)
    return { ...finding, verdict: 'good', meaning: 'the same work took the same time in these two seconds' };
  const cause =
    memory > arithmetic ? 'other programs use the memory and the shared cache' : 'the processor changes its speed';
  return {
    ...finding,
    verdict: worst <= poorUnsteadiness ? 'fair' : 'poor',
    meaning: `probably ${cause}: busy time and capacity may differ as much from unit to unit, even without pauses`,
    advice: 'Take more units, or measure on a machine of your own.',
  };
}

function unsteadiness({ p10, p90 }: Spread): number {
  return p90 / p10;
}

function times(factor: number): string {
  return `${factor.toFixed(2)} times`;
}

function clock({ clock: { readNanos, resolutionNanos } }: MachineState): Finding {
  const found = `${Math.round(readNanos)} ns per read, in steps of ${Math.round(resolutionNanos)} ns`;
  const perRecord = micros((3 * readNanos) / 1000);
  const meaning = `each invocation reads it three times: ${perRecord} per record in continuous`;
  if (readNanos <= fairReadNanos) return { about: 'clock', verdict: 'good', found, meaning };
  return {
    about: 'clock',
    verdict: readNanos <= poorReadNanos ? 'fair' : 'poor',
    found,
    meaning,
    advice:
      'On Linux look at /sys/devices/system/clocksource/clocksource0/current_clocksource: ' +
      'tsc and kvm-clock are fast, hpet and acpi_pm are slow.',
  };
}

function parking({ parkLateMicros: { p50, p90, max } }: MachineState): Finding {
  return {
    about: 'waiting off the processor',
    verdict: p90 <= lateParkMicros ? 'good' : 'fair',
    found: `ends ${micros(p50)} late (p90 ${micros(p90)}, longest ${micros(max)})`,
    meaning: '--wait park adds this to each latency that begins with a wait; --wait spin, the default, does not',
  };
}

function disk({ disk: { directory, filesystem, fsyncMicros } }: MachineState): Finding {
  const about = 'disk of the sinks';
  if (fsyncMicros === null) {
    return {
      about,
      verdict: 'poor',
      found: `${directory} (${filesystem}) cannot be written to`,
      meaning: 'the sinks sqlite and file cannot run',
      advice: 'Name another temporary folder in TMPDIR.',
    };
  }
  const [p10, p50, p90, max] = [fsyncMicros.p10, fsyncMicros.p50, fsyncMicros.p90, fsyncMicros.max].map(micros);
  const spread = `${p50} (p10 ${p10}, p90 ${p90}, longest ${max})`;
  const found = `${directory} (${filesystem}): a small write and fsync takes ${spread}`;
  if (filesystem === 'tmpfs') {
    return {
      about,
      verdict: 'poor',
      found,
      meaning: 'this is memory: commits cost hardly anything, so batching seems to save nothing',
      advice: 'Name a folder on the disk of your pipeline in TMPDIR.',
    };
  }
  return { about, found, ...judgeFsync(fsyncMicros) };
}

function judgeFsync({ p50, p90 }: Spread): Pick<Finding, 'verdict' | 'meaning' | 'advice'> {
  if (p50 < fastestDiskMicros) {
    return {
      verdict: 'fair',
      meaning: 'faster than any disk: writes are confirmed before they are durable, and commits look too cheap',
      advice: 'Check that the host does not ignore flushes.',
    };
  }
  if (p90 > unsteadyFsync * p50) {
    return {
      verdict: 'fair',
      meaning: 'durable commits (--sync full, sink file) differ from each other by more than a factor of 3',
      advice: 'Take more units (--repeat) and compare medians.',
    };
  }
  return {
    verdict: 'good',
    meaning: 'a durable commit (--sync full, sink file) takes at least that long; --sync normal does not wait for it',
  };
}
