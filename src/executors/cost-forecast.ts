/** The weight of each micro-batch is this much less than that of the one after it. */
const decay = 0.95;
/** The share of a new error in the mean error, and how many mean errors are held in reserve: those of RFC 6298. */
const errorShare = 1 / 4;
const errorsInReserve = 4;
/** Sizes that differ by less than this share of their mean determine no line. */
const leastSpread = 0.05;

/**
 * What a micro-batch of n records will take, a + b·n, from those before it: a line by least squares, in which older
 * ones count less and less. Holds in reserve what forecasts were wrong by, as TCP does for its time-out.
 *
 * Source: V. Paxson et al., "Computing TCP's Retransmission Timer" (RFC 6298), of the reserve.
 */
export class CostForecast {
  #weight = 0;
  #recordsMean = 0;
  #nanosMean = 0;
  #squares = 0;
  #products = 0;
  #errorNanos = 0;

  get isKnown(): boolean {
    return this.#weight > 0;
  }

  get perRecordNanos(): number {
    const least = (leastSpread * this.#recordsMean) ** 2 * this.#weight;
    // Without a line all of the cost may be that of records.
    const proportional = this.#nanosMean / this.#recordsMean;
    return this.#squares > least ? Math.min(proportional, Math.max(0, this.#products / this.#squares)) : proportional;
  }

  /** What a micro-batch takes apart from its records, with the reserve. */
  get fixedNanos(): number {
    return this.#nanosMean - this.perRecordNanos * this.#recordsMean + errorsInReserve * this.#errorNanos;
  }

  observe(records: number, nanos: number): void {
    if (this.isKnown) this.#observeError(records, nanos);
    this.#weight = 1 + decay * this.#weight;
    const deviation = records - this.#recordsMean;
    this.#recordsMean += deviation / this.#weight;
    this.#nanosMean += (nanos - this.#nanosMean) / this.#weight;
    this.#squares = decay * this.#squares + deviation * (records - this.#recordsMean);
    this.#products = decay * this.#products + deviation * (nanos - this.#nanosMean);
  }

  #observeError(records: number, nanos: number): void {
    const forecast = this.#nanosMean + this.perRecordNanos * (records - this.#recordsMean);
    this.#errorNanos += errorShare * (Math.abs(nanos - forecast) - this.#errorNanos);
  }
}
