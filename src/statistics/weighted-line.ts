/** The line y = intercept + slope · x. */
export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line with the least sum of weight · (y − intercept − slope · x)², from points that are added one by one. Sums
 * deviations from the running means, because sums of squares would cancel.
 *
 * Source: Draper and Smith, Applied Regression Analysis (3rd ed. 1998), sections 1.4 and 9.2; the updates are those of
 * D. H. D. West, "Updating mean and variance estimates: an improved method", Communications of the ACM 22 (1979).
 */
export class WeightedLine {
  #weight = 0;
  #xMean = 0;
  #yMean = 0;
  #squares = 0;
  #products = 0;

  /** With a weight of 1/y² the squares are those of relative errors. */
  add(x: number, y: number, weight = 1): void {
    const deviation = x - this.#xMean;
    this.#weight += weight;
    const share = weight / this.#weight;
    this.#xMean += deviation * share;
    this.#yMean += (y - this.#yMean) * share;
    this.#squares += weight * deviation * (x - this.#xMean);
    this.#products += weight * deviation * (y - this.#yMean);
  }

  get xMean(): number {
    return this.#xMean;
  }

  get yMean(): number {
    return this.#yMean;
  }

  /** Null without two different x, which determine no line. */
  fit(): Line | null {
    if (!(this.#squares > 0)) return null;
    const slope = this.#products / this.#squares;
    return { intercept: this.#yMean - slope * this.#xMean, slope };
  }

  /**
   * Standard error of the intercept if a point of weight w has a standard deviation of 1/√w. Infinite without a line.
   */
  get interceptError(): number {
    return Math.sqrt(1 / this.#weight + this.#xMean ** 2 / this.#squares);
  }
}
