import { settlingNanos } from '../../measurement/meter/batch-cost.ts';
import { microsOf, rankOf, type Figure } from './figure.ts';
import { burstQueue, evenQueue, microBatches, randomQueue, stalls } from './situations.ts';
import { serveVirtually, type Situation } from './synthetic-server.ts';
import type { Comparison } from './comparison.ts';

const milli = 1e6;
/** Half a bucket of the histogram. */
const histogramShare = 2 ** -11;

interface KnownAnswer {
  readonly situation: Situation;
  /**
   * In milliseconds. With random arrivals also the relative tolerance beyond the histogram's rounding: four standard
   * deviations.
   */
  readonly answers: Partial<Record<Figure, number | readonly [ms: number, share: number]>>;
}

/** Four standard deviations of 250,000 records of M/D/1 at utilisation 0.8: twice those of 10^6 records. */
const [mean, p50, p90, p99] = [0.0049, 0.0038, 0.0064, 0.013].map((share) => 4 * share * 2);

/** Situations whose figures are known from queueing theory or arithmetic. */
function knownAnswers(): KnownAnswer[] {
  const settled = settlingNanos({ fixedNanos: 20 * milli, perRecordNanos: 40_000 }, 22_000) / 1e9;
  return [
    { situation: evenQueue(0.8, milli, 10), answers: { mean: 1, p50: 1, p99: 1, max: 1 } },
    // Record i takes 1 + i(1 − 1/ρ) services; of 12,500 records the last one 2500.8.
    { situation: evenQueue(1.25, milli, 10), answers: { mean: 1250.9, p50: 1250.8, p99: 2475.8, max: 2500.8 } },
    // Erlang's formula.
    {
      situation: randomQueue(0.8, milli, 344, 1, 31),
      answers: { mean: [3, mean], p50: [2.27594, p50], p90: [6.01151, p90], p99: [11.35589, p99] },
    },
    {
      situation: stalls(1000, 0.5 * milli, 1000, 10_000, 100),
      answers: { mean: 100.55, p50: 0.5, p90: 500.5, p99: 950.5, max: 1000.5, 'uncorrected p99': 0.5 },
    },
    { situation: burstQueue(100_000, 2), answers: { mean: [285.8, 2e-5], p90: 825.07, p99: 982.57, max: 1000.07 } },
    {
      situation: microBatches(10_000, 100, 10, 0),
      answers: {
        mean: 110,
        p50: 109.95,
        p90: 149.95,
        p99: 158.95,
        max: 159.95,
        'trigger wait': 50,
        queueing: 0,
        processing: 60,
      },
    },
    // D = a/(1 − bλ), latencies uniform between D and 2D. Arrivals that end within a batch shift the means a little.
    {
      situation: microBatches(22_000, 100, 16, Math.ceil(settled)),
      answers: { mean: [250, 0.005], max: 1000 / 3, processing: [500 / 3, 0.005] },
    },
  ];
}

/** Measured in virtual time, where figures have to equal those of theory. */
export function compareVirtually(): Comparison[] {
  return knownAnswers().flatMap(({ situation, answers }) => {
    const { meter } = serveVirtually(situation);
    return Object.entries(answers).map(([name, answer]) => {
      const figure = name as Figure;
      const [ms, share] = typeof answer === 'number' ? [answer, 0] : answer;
      const theoryMicros = ms * 1000;
      // The formulas are rounded to a hundredth of this 0.01 µs.
      const tolerance = theoryMicros * (share + (rankOf(figure) === undefined ? 1e-5 : histogramShare)) + 0.01;
      const measuredMicros = microsOf(meter, figure);
      const verdict = Math.abs(measuredMicros - theoryMicros) <= tolerance ? 'holds' : 'differs';
      return {
        situation: situation.name,
        figure,
        theoryMicros,
        lowMicros: theoryMicros - tolerance,
        highMicros: theoryMicros + tolerance,
        measuredMicros,
        verdict,
      };
    });
  });
}
