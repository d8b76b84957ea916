import { StreamBenchError } from '../../errors.ts';
import { loadOutside, type LoadingBounds } from '../../workloads/load-outside.ts';
import type { Workload } from '../../workloads/workload.ts';

/**
 * Throws unless base loads, and has records of the same schema as head: the same records are measured with both.
 *
 * @param file of base
 */
export async function requireSameSchema(
  file: string,
  baseName: string,
  head: Workload,
  bounds: LoadingBounds,
): Promise<void> {
  const base = await loadBase(file, baseName, bounds);
  const [before, now] = [base, head].map(({ source }) => columnsOf(source.schema));
  const difference = [...new Set([...before.keys(), ...now.keys()])].find((name) => before.get(name) !== now.get(name));
  if (difference === undefined) return;
  throw new StreamBenchError({
    kind: 'input',
    what: `column '${difference}' is ${typeText(before, difference)} in base and ${typeText(now, difference)} in head`,
    where: baseName,
    remedy: 'Only versions with the same schema can be compared: measure each with stream-bench run.',
  });
}

async function loadBase(file: string, baseName: string, bounds: LoadingBounds): Promise<Workload> {
  try {
    return await loadOutside(file, bounds);
  } catch (error) {
    if (!(error instanceof StreamBenchError)) throw error;
    // The file is that of a copy, of which users know nothing.
    throw new StreamBenchError({ ...error.problem, where: baseName }, error.cause);
  }
}

function columnsOf(schema: Workload['source']['schema']): ReadonlyMap<string, string> {
  return new Map(Object.entries(schema).map(([name, type]) => [name, JSON.stringify(type)]));
}

function typeText(columns: ReadonlyMap<string, string>, name: string): string {
  return columns.get(name)?.replaceAll('"', '') ?? 'missing';
}
