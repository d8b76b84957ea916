/** The throughput of a system with that many workers. */
export interface ScaledThroughput {
  readonly workers: number;
  readonly perSecond: number;
}

/**
 * The throughput by the number of workers n: `perWorker · n / (1 + contention · (n − 1) + coherency · n · (n − 1))`.
 *
 * Source: Gunther, Guerrilla Capacity Planning (2007), chapter 4, the Universal Scalability Law. Without coherency it
 * is Amdahl's law.
 */
export interface ScalabilityLaw {
  /** Records per second of one worker alone. */
  readonly perWorker: number;
  /** The share of the work that only one worker at a time can do. */
  readonly contention: number;
  /** What it costs each pair of workers to agree, as a share of the work. */
  readonly coherency: number;
}

/** The law is linear in these terms of n / throughput: its unknowns are their coefficients. */
const terms = [() => 1, (n: number) => n - 1, (n: number) => n * (n - 1)] as const;

/**
 * The law with the least squares of relative errors, without negative shares. Of two numbers of workers nothing tells
 * contention from coherency, so that coherency is 0. Null for fewer than two.
 */
export function scalabilityLaw(points: readonly ScaledThroughput[]): ScalabilityLaw | null {
  const numbers = new Set(points.map(({ workers }) => workers)).size;
  if (numbers < 2 || points.some(({ perSecond }) => perSecond <= 0)) return null;
  // Where a share would be negative, the best law without is one that leaves the term out.
  const choices = numbers === 2 ? [[0, 1], [0]] : [[0, 1, 2], [0, 1], [0, 2], [0]];
  const fits = choices.map((chosen) => fit(chosen, points)).filter((found) => found !== null);
  const [best] = fits.filter(({ coefficients }) => coefficients.every((value) => value >= 0)).toSorted(byError);
  if (best === undefined) return null;
  const [first, contention, coherency] = best.coefficients;
  return { perWorker: 1 / first, contention: contention / first, coherency: coherency / first };
}

export function throughputOf({ perWorker, contention, coherency }: ScalabilityLaw, workers: number): number {
  const others = workers - 1;
  return (perWorker * workers) / (1 + contention * others + coherency * workers * others);
}

const rounding = 1e-9;

/** The fewest workers that reach the throughput; Infinity where no number does. */
export function workersFor(law: ScalabilityLaw, perSecond: number): number {
  const { perWorker, contention, coherency } = law;
  if (perSecond <= perWorker) return 1;
  // The smaller root of throughput(n) = perSecond, a quadratic equation.
  const a = perSecond * coherency;
  const b = perSecond * (contention - coherency) - perWorker;
  const c = perSecond * (1 - contention);
  const discriminant = b * b - 4 * a * c;
  if (discriminant < 0) return Infinity;
  // In this form nothing cancels where there is hardly any coherency; without any it is -c / b.
  const root = (2 * c) / (-b + Math.sqrt(discriminant));
  // Rounding must not ask for one more than was measured.
  const workers = Math.max(1, Math.ceil(root - rounding));
  // Not where throughput falls with each worker, nor where the peak lies between two whole numbers.
  return throughputOf(law, workers) >= perSecond * (1 - rounding) ? workers : Infinity;
}

interface Fit {
  /** Of each term; 0 where it was left out. */
  readonly coefficients: readonly [number, number, number];
  readonly error: number;
}

function byError(left: Fit, right: Fit): number {
  return left.error - right.error;
}

/** Least squares over the chosen terms by the normal equations; null where they determine nothing. */
function fit(chosen: readonly number[], points: readonly ScaledThroughput[]): Fit | null {
  const rows = points.map(({ workers, perSecond }) => {
    const y = workers / perSecond;
    return chosen.map((term) => terms[term](workers) / y);
  });
  const matrix = chosen.map((_, i) => [
    ...chosen.map((_unused, j) => sumOf(rows, (row) => row[i] * row[j])),
    sumOf(rows, (row) => row[i]),
  ]);
  const solution = solved(matrix);
  if (solution === null) return null;
  const coefficients: [number, number, number] = [0, 0, 0];
  chosen.forEach((term, i) => (coefficients[term] = solution[i]));
  const error = sumOf(rows, (row) => (1 - row.reduce((sum, value, i) => sum + value * solution[i], 0)) ** 2);
  return { coefficients, error };
}

function sumOf(rows: readonly number[][], of: (row: number[]) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** Gauss and Jordan's elimination, with the largest pivot. Changes the matrix, whose last column is the right side. */
function solved(matrix: number[][]): number[] | null {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    const from = matrix.slice(column).map((row) => Math.abs(row[column]));
    const pivot = column + from.indexOf(Math.max(...from));
    [matrix[column], matrix[pivot]] = [matrix[pivot], matrix[column]];
    const divisor = matrix[column][column];
    if (Math.abs(divisor) < Number.EPSILON) return null;
    matrix[column] = matrix[column].map((value) => value / divisor);
    const own = matrix[column];
    for (const [index, row] of matrix.entries())
      if (index !== column) matrix[index] = row.map((value, place) => value - row[column] * own[place]);
  }
  return matrix.map((row) => row[size]);
}
