import type { Figures } from './pool.ts';
import type { PipelineVersion } from './pipeline-text.ts';

/** What is done to head. */
export interface Effect {
  readonly name: string;
  /** The figures that have to show it, by their metrics; none where nothing is worse. */
  readonly metrics: readonly string[];
  /** What it does to a recorded unit of head; undefined where that is not known. */
  readonly onFigures?: (figures: Figures) => Figures;
  /** The name of pools of its own, in which head has it. */
  readonly pool?: string;
  /** The pipeline that has it; undefined where none has it exactly. */
  readonly version?: (base: PipelineVersion) => PipelineVersion;
}

const timeMetrics = ['p50Micros', 'p99Micros', 'windowedP99Micros', 'busyMicrosPerRecord'];

/** Time and its records: both latencies and the busy time rise, and the capacity falls. */
function slower(share: number): Effect {
  const factor = 1 + share;
  return {
    name: `+${Math.round(100 * share)} % service time`,
    metrics: [...timeMetrics, 'throughput'],
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
    metrics: ['p99Micros', 'windowedP99Micros'],
    onFigures: (of) => ({ ...of, p99: times(of.p99, 1 + share), windowedP99: times(of.windowedP99, 1 + share) }),
  };
}

/** Pauses of the code, in more than a hundredth of its time: they are in few windows. */
const longerPauses: Effect = {
  name: '+100 % p99 by pauses',
  metrics: ['p99Micros'],
  onFigures: (of) => ({ ...of, p99: times(of.p99, 2) }),
};

const moreMemory = 40e6;

export const effects: readonly Effect[] = [
  { name: 'unchanged', metrics: [], onFigures: (of) => of, version: (base) => base },
  slower(0.05),
  slower(0.1),
  slower(0.2),
  laterTail(0.2),
  laterTail(0.5),
  longerPauses,
  {
    name: '−10 % capacity',
    metrics: ['throughput'],
    onFigures: (of) => ({ ...of, throughput: times(of.throughput, 0.9) }),
  },
  {
    name: '+40 MB held',
    metrics: ['peakRssBytes'],
    onFigures: (of) => ({ ...of, peakRssBytes: of.peakRssBytes === null ? null : of.peakRssBytes + moreMemory }),
    version: (base) => ({ ...base, heldBytes: moreMemory }),
  },
  {
    name: 'garbage of 400 numbers a record',
    pool: 'garbage',
    metrics: [...timeMetrics, 'throughput'],
    version: (base) => ({ ...base, garbage: 400 }),
  },
  { name: 'another answer', metrics: ['answer'], version: (base) => ({ ...base, above: 11 }) },
];

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
