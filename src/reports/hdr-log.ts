import { configurationName } from '../results/configuration.ts';
import { decodeHistogram } from '../results/encoded-histogram.ts';
import type { ResultFile } from '../results/read-result.ts';
import type { Result } from '../results/result.ts';
import type { LatencyFigures, Unit } from '../results/unit.ts';

type Latency = keyof Unit['histograms'];

export interface HdrLog {
  readonly latency: Latency;
  readonly text: string;
}

const figuresOf: Readonly<Record<Latency, (run: Unit) => LatencyFigures | null>> = {
  latency: (run) => run.latencyMicros,
  uncorrected: (run) => run.uncorrectedLatencyMicros,
  durable: (run) => run.durableLatencyMicros,
  result: (run) => run.resultLatencyMicros,
};

/**
 * HdrHistogram's log format 1.3, as HistogramLogAnalyzer and HdrHistogram's own readers take it: one log for each
 * latency that was measured, one interval for each valid unit, tagged with its configuration. Values are nanoseconds.
 *
 * Source: HistogramLogWriter.java and HistogramLogReader.java of HdrHistogram 2.x.
 */
export function hdrLogs({ path, result }: ResultFile): HdrLog[] {
  return (Object.keys(figuresOf) as Latency[]).flatMap((latency) => {
    const starts = startsOf(result);
    const lines = result.units.flatMap((run, index) => intervalLine(run, index, starts[index], latency, path, result));
    return lines.length === 0 ? [] : [{ latency, text: [...headOf(latency, result), ...lines, ''].join('\n') }];
  });
}

function headOf(latency: Latency, { command, startedAt }: Result): string[] {
  const seconds = (Date.parse(startedAt) / 1000).toFixed(3);
  return [
    `#[${latency === 'latency' ? 'latency' : `${latency} latency`} in ns of: ${command.replaceAll(/\s+/g, ' ')}]`,
    '#[Units stand one after the other, each as long as its measured period: not at the time of day when they ran.]',
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${seconds} (seconds since epoch), ${startedAt.replaceAll(/\s+/g, ' ')}]`,
    `#[BaseTime: ${seconds} (seconds since epoch)]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ];
}

/** No line for a unit that is not valid, or did not measure this. The largest value is in milliseconds, as in other logs. */
function intervalLine(
  run: Unit,
  index: number,
  startSeconds: number,
  latency: Latency,
  path: string,
  result: Result,
): string[] {
  const histogram = run.histograms[latency];
  const maxMicros = figuresOf[latency](run)?.max ?? null;
  if (run.status !== 'valid' || histogram === null || maxMicros === null) return [];
  decodeHistogram(histogram, `${path}, units[${index}].histograms.${latency}`);
  const seconds = measuredSeconds(run, result);
  return [
    `Tag=${tagOf(run, result)},${startSeconds.toFixed(3)},${seconds.toFixed(3)},${(maxMicros / 1000).toFixed(6)},${histogram.replaceAll(/[^A-Za-z0-9+/=]/g, '')}`,
  ];
}

/** Of each unit, valid or not: where those before it end. */
function startsOf(result: Result): number[] {
  let end = 0;
  return result.units.map((run) => {
    const start = end;
    end += measuredSeconds(run, result);
    return start;
  });
}

/** Where units differ in it, as long as the measured records took to arrive; where they were all there, to be committed. */
function measuredSeconds({ records, offeredRate, throughput }: Unit, { experiment }: Result): number {
  if (experiment.durationMs !== null) return experiment.durationMs / 1000;
  const perSecond = offeredRate ?? throughput ?? 0;
  return perSecond === 0 ? 1 : (records.emitted + records.absorbed + records.dropped) / perSecond;
}

/** Without the spaces and commas that would end it; with the rate where there are several. */
function tagOf(run: Unit, { units }: Result): string {
  const name = configurationName(run).replaceAll(' ms', 'ms').replaceAll(' ', '-');
  return units.every(({ offeredRate }) => offeredRate === run.offeredRate)
    ? name
    : `${name}@${run.offeredRate ?? 'max'}`;
}
