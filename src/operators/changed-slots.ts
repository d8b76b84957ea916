/** Slots that changed in an invocation, in the order of their first changes, each with the cause of its last one. */
export class ChangedSlots {
  /** The first `size` of them. */
  readonly slots: number[] = [];
  size = 0;
  /** By slot; -1 if it has not changed. */
  readonly causes: number[] = [];

  /** @param slot one that was noted before, or the next one */
  note(slot: number, cause: number): void {
    if (slot === this.causes.length) this.causes.push(-1);
    if (this.causes[slot] < 0) this.slots[this.size++] = slot;
    this.causes[slot] = cause;
  }

  clear(): void {
    for (let index = 0; index < this.size; index++) this.causes[this.slots[index]] = -1;
    this.size = 0;
  }
}
