import type { ReferenceReport, UnitReport } from '../engines/unit-report.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import { StreamBenchError } from '../errors.ts';
import type { JournalFile } from '../files/journal-file.ts';
import { measureToEnd, type MeasureUnit } from './tools.ts';

/** Where finished units are kept. */
export type Journal = Pick<JournalFile, 'path' | 'read' | 'append' | 'truncate'>;

/** The units that an experiment has finished, over all its starts. */
export interface UnitJournal {
  /** Of the first start. */
  readonly startedAt: string;
  /** Number of units from earlier starts. */
  readonly earlierUnits: number;
  /** Returns a unit from the journal if it is there; measures any other, and keeps it. */
  readonly measure: MeasureUnit;
  /** Number of units now. */
  readonly units: () => number;
}

interface KeptUnit {
  readonly report: UnitReport;
  readonly reference: ReferenceReport | null;
}

const format = 'stream-bench/units@2';
/** How every first line begins, to recognize one that was cut short. */
const beginning = `{"journal":"${format}"`;

interface Header {
  readonly journal: typeof format;
  readonly settings: string;
  readonly startedAt: string;
}

/** How many of the units of earlier starts are still good, in the order in which they were measured. */
export type Resumable = (units: readonly UnitSpec[]) => number;

/**
 * Resumes the journal in `file`, or begins it. Each finished unit is written as a line at once, so that an abrupt end
 * of the process loses at most one unit. An experiment whose steps depend only on its settings and its units can resume
 * where it stopped.
 *
 * @param settings digest of everything that the units depend on
 * @param resumable by default all of them are
 * @throws StreamBenchError where the file belongs to other settings, or is no journal; it is left unchanged
 */
export function openJournal(
  file: Journal,
  settings: string,
  startedAt: string,
  measure: MeasureUnit,
  resumable: Resumable = (units) => units.length,
): UnitJournal {
  const text = completeLines(file);
  const [first, ...lines] = text.split('\n').slice(0, -1);
  const header: Header = first === undefined ? { journal: format, settings, startedAt } : headerIn(file, first);
  if (header.settings !== settings) throw ofOtherSettings(file);
  if (first === undefined) file.append(`${JSON.stringify(header)}\n`);
  const units = lines.map((line, index) => unitIn(file, line, index + 2));
  // A unit that is measured again is written again, and the later line counts.
  const all = [...new Map(units.map((unit) => [keyOf(unit.spec), unit])).values()];
  const good = all.slice(0, resumable(all.map(({ spec }) => spec)));
  const kept = new Map<string, KeptUnit>(good.map((unit) => [keyOf(unit.spec), unit]));
  return {
    startedAt: header.startedAt,
    earlierUnits: kept.size,
    measure: remembering(file, kept, measure),
    units: () => kept.size,
  };
}

function remembering(file: Journal, kept: Map<string, KeptUnit>, measure: MeasureUnit): MeasureUnit {
  return async (spec) => {
    const unit = kept.get(keyOf(spec)) ?? (await keep(spec));
    return { report: unit.report, reference: Promise.resolve(unit.reference) };
  };
  async function keep(spec: UnitSpec): Promise<KeptUnit> {
    const unit = await measureToEnd(measure, spec);
    file.append(`${JSON.stringify({ spec, ...unit })}\n`);
    kept.set(keyOf(spec), unit);
    return unit;
  }
}

/** The journal without a last line that a kill cut short. Removes that line from the file too. */
function completeLines(file: Journal): string {
  const text = file.read() ?? '';
  const complete = text.slice(0, text.lastIndexOf('\n') + 1);
  if (complete === text) return text;
  if (complete === '' && !text.startsWith(beginning) && !beginning.startsWith(text)) throw noJournal(file);
  file.truncate(Buffer.byteLength(complete));
  return complete;
}

function headerIn(file: Journal, line: string): Header {
  if (!line.startsWith(beginning)) throw noJournal(file);
  return parsed(file, line, 1) as Header;
}

function unitIn(file: Journal, line: string, number: number): KeptUnit & { readonly spec: UnitSpec } {
  const { spec, report, reference = null } = parsed(file, line, number) as Partial<KeptUnit> & { spec?: UnitSpec };
  if (spec === undefined || report === undefined) throw unreadable(file, number);
  return { spec, report, reference };
}

/** Specs come from the same code, so their members have the same order. */
function keyOf(spec: UnitSpec): string {
  return JSON.stringify(spec);
}

function parsed(file: Journal, line: string, number: number): object {
  try {
    return JSON.parse(line) as object;
  } catch (error) {
    throw unreadable(file, number, error);
  }
}

const elsewhere = 'Delete it, or name another file with --out.';

function unreadable({ path }: Journal, number: number, cause?: unknown): StreamBenchError {
  return new StreamBenchError(
    { kind: 'input', where: path, what: `line ${number} of the finished units cannot be read`, remedy: elsewhere },
    cause,
  );
}

function noJournal({ path }: Journal): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: path,
    what: 'this file is needed for the finished units, but it is something else',
    remedy: elsewhere,
  });
}

function ofOtherSettings({ path }: Journal): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    where: path,
    what: 'its units have other settings, another version or another machine; nothing was overwritten',
    remedy: `To resume, give the same options again. ${elsewhere}`,
  });
}
