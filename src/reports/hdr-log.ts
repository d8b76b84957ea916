import { escapeControls } from '../control-characters.ts';
import { configurationName } from '../results/configuration.ts';
import { decodeHistogram } from '../results/encoded-histogram.ts';
import { counts } from '../results/exclusion.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Result } from '../results/result.ts';
import type { LatencyFigures, Unit } from '../results/unit.ts';

type Latency = keyof Unit['histograms'];

export interface HdrLog {
  readonly latency: Latency;
  readonly text: string;
}

const figuresOf: Readonly<Record<Latency, (unit: Unit) => LatencyFigures | null>> = {
  latency: ({ latencyMicros }) => latencyMicros,
  uncorrected: ({ local }) => local?.uncorrectedLatencyMicros ?? null,
  durable: ({ durableLatencyMicros }) => durableLatencyMicros,
  result: ({ resultLatencyMicros }) => resultLatencyMicros,
};

/**
 * HdrHistogram's log format 1.3, as HistogramLogAnalyzer and HdrHistogram's own readers take it: one log for each
 * latency that was measured, one interval for each unit in which it counts, tagged with its configuration. Values are
 * nanoseconds. Throws a StreamBenchError where a histogram cannot be read.
 *
 * Source: HistogramLogWriter.java and HistogramLogReader.java of HdrHistogram 2.x.
 */
export function hdrLogs({ path, result }: ResultFile): HdrLog[] {
  const starts = startsOf(result);
  return (Object.keys(figuresOf) as Latency[]).flatMap((latency) => {
    const lines = result.units.flatMap((unit, index) => {
      const interval = intervalOf(unit, latency, `${path}, units[${index}].histograms.${latency}`);
      return interval === undefined ? [] : [intervalLine(interval, unit, starts[index], result)];
    });
    return lines.length === 0 ? [] : [{ latency, text: [...headOf(latency, result), ...lines, ''].join('\n') }];
  });
}

function headOf(latency: Latency, { command, startedAt }: Result): string[] {
  const seconds = (Date.parse(startedAt) / 1000).toFixed(3);
  return [
    `#[${latency === 'latency' ? 'latency' : `${latency} latency`} in ns of: ${escapeControls(command)}]`,
    '#[Units stand one after the other, each as long as its measured period: not at the time of day when they ran.]',
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${seconds} (seconds since epoch), ${escapeControls(startedAt)}]`,
    `#[BaseTime: ${seconds} (seconds since epoch)]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ];
}

interface Interval {
  readonly histogram: string;
  readonly maxMicros: number;
}

/** Undefined where the latency was not measured or does not count. `place`: of the histogram, for the error. */
function intervalOf(unit: Unit, latency: Latency, place: string): Interval | undefined {
  const histogram = unit.histograms[latency];
  const maxMicros = figuresOf[latency](unit)?.max ?? null;
  if (!counts(unit, 'distribution') || histogram === null || maxMicros === null) return undefined;
  decodeHistogram(histogram, place);
  return { histogram, maxMicros };
}

/** Start and length are in seconds, and the largest value in milliseconds, as in other logs. */
function intervalLine({ histogram, maxMicros }: Interval, unit: Unit, startSeconds: number, result: Result): string {
  return [
    `Tag=${tagOf(unit, result)}`,
    startSeconds.toFixed(3),
    measuredSeconds(unit, result).toFixed(3),
    (maxMicros / 1000).toFixed(6),
    histogram.replaceAll(/[^A-Za-z0-9+/=]/g, ''),
  ].join(',');
}

/** When each unit starts, excluded or not: where the one before it ends. In seconds. */
function startsOf(result: Result): number[] {
  let end = 0;
  return result.units.map((unit) => {
    const start = end;
    end += measuredSeconds(unit, result);
    return start;
  });
}

/**
 * The length of the measured period. Where units differ in it, the time in which the measured records arrived; where
 * all records were there at once, the time in which they were committed.
 */
function measuredSeconds({ records, offeredRate, throughput }: Unit, { experiment }: Result): number {
  if (experiment.durationMs !== null) return experiment.durationMs / 1000;
  const perSecond = offeredRate ?? throughput ?? 0;
  return perSecond === 0 ? 1 : records.measured / perSecond;
}

/** The configuration without spaces and commas, which would end the tag; with the rate where there are several. */
function tagOf(unit: Unit, { units }: Result): string {
  const name = configurationName(unit).replaceAll(' ms', 'ms').replaceAll(' ', '-');
  const rateIsTheSame = units.every(({ offeredRate }) => offeredRate === unit.offeredRate);
  return rateIsTheSame ? name : `${name}@${unit.offeredRate ?? 'max'}`;
}
