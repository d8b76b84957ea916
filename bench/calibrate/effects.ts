import type { Figures } from './pool.ts';
import type { PipelineVersion } from './pipeline-text.ts';

/** What is done to head. */
export interface Effect {
  readonly name: string;
  /** By which share head is worse, by the metric; Infinity where that is not known. Others are unchanged. */
  readonly worse: Readonly<Record<string, number>>;
  /** What it does to a recorded unit of head; undefined where that is not known. */
  readonly onFigures?: (figures: Figures) => Figures;
  /** The name of pools of its own, in which head has it. */
  readonly pool?: string;
  /** The pipeline that has it; undefined where none has it exactly. */
  readonly version?: (base: PipelineVersion) => PipelineVersion;
}

/** Of all that a slower record shows in. */
function ofTime(share: number, ofCapacity: number): Effect['worse'] {
  const p99 = { p99Micros: share, windowedP99Micros: share };
  return { p50Micros: share, ...p99, busyMicrosPerRecord: share, throughput: ofCapacity };
}

/** Time and its records: both latencies and the busy time rise, and the capacity falls. */
function slower(share: number): Effect {
  const factor = 1 + share;
  return {
    name: `+${Math.round(100 * share)} % service time`,
    worse: ofTime(share, 1 - 1 / factor),
    onFigures: (of) => ({
      ...of,
      p50: times(of.p50, factor),
      p99: times(of.p99, factor),
      windowedP99: times(of.windowedP99, factor),
      busyNanos: times(of.busyNanos, factor),
      throughput: times(of.throughput, 1 / factor),
    }),
    version: (base) => ({ ...base, loops: Math.round(factor * base.loops) }),
  };
}

/** The slowest hundredth, and nothing else. */
function laterTail(share: number): Effect {
  return {
    name: `+${Math.round(100 * share)} % p99 only`,
    worse: { p99Micros: share, windowedP99Micros: share },
    onFigures: (of) => ({ ...of, p99: times(of.p99, 1 + share), windowedP99: times(of.windowedP99, 1 + share) }),
  };
}

/** Pauses of the code, in more than a hundredth of its time: they are in few windows. */
const longerPauses: Effect = {
  name: '+100 % p99 by pauses',
  worse: { p99Micros: 1 },
  onFigures: (of) => ({ ...of, p99: times(of.p99, 2) }),
};

const moreMemory = 40e6;

export const effects: readonly Effect[] = [
  { name: 'unchanged', worse: {}, onFigures: (of) => of, version: (base) => base },
  slower(0.05),
  slower(0.1),
  slower(0.2),
  laterTail(0.2),
  laterTail(0.5),
  longerPauses,
  {
    name: '−10 % capacity',
    worse: { throughput: 0.1 },
    onFigures: (of) => ({ ...of, throughput: times(of.throughput, 0.9) }),
  },
  {
    name: '+40 MB held',
    worse: { peakRssBytes: Infinity },
    onFigures: (of) => ({ ...of, peakRssBytes: of.peakRssBytes === null ? null : of.peakRssBytes + moreMemory }),
    version: (base) => ({ ...base, heldBytes: moreMemory }),
  },
  {
    name: 'garbage of 400 numbers a record',
    pool: 'garbage',
    worse: ofTime(Infinity, Infinity),
    version: (base) => ({ ...base, garbage: 400 }),
  },
  { name: 'another answer', worse: {}, version: (base) => ({ ...base, above: 11 }) },
];

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
