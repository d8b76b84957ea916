/**
 * The event time that is complete: the largest one so far, less the delay of the source. One for all operators of a
 * step. It moves with nearly every record, and hardly ever does an operator have anything to do then.
 */
export class Watermark {
  /** As it was before the current record, in microseconds. */
  micros = -Infinity;
  /** The first one at which an operator has something to do: until then none is told. */
  dueMicros = Infinity;

  /** An operator will have something to do at this watermark. */
  expect(dueMicros: number): void {
    if (dueMicros < this.dueMicros) this.dueMicros = dueMicros;
  }
}
