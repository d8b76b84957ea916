/** One of the four copies that are compared: the first or the second one of a version. */
export interface Copy {
  readonly side: 'base' | 'head';
  readonly place: 0 | 1;
}

/** `base-1`. */
export type CopyName = `${Copy['side']}-${1 | 2}`;

export function copyName({ side, place }: Copy): CopyName {
  return `${side}-${place === 0 ? 1 : 2}`;
}

/** All four. */
export const copies: readonly Copy[] = (['base', 'head'] as const).flatMap((side) => [
  { side, place: 0 },
  { side, place: 1 },
]);

/** Neighbours in time: one of base and one of head, in the order in which they are measured. */
export type CopyPair = readonly [Copy, Copy];

/**
 * The two pairs of a block, in which each copy is measured once. Their order is ABBA, so that a machine that becomes
 * slower or faster makes one pair look as much better as the other looks worse. The next block begins with the other
 * version, and every second one with the other copies.
 *
 * @param isCrossed whether the first copy of base is the partner of the second one of head
 */
export function blockPairs(block: number, isCrossed = false): readonly [CopyPair, CopyPair] {
  const [first, second] = block % 2 === 0 ? (['base', 'head'] as const) : (['head', 'base'] as const);
  const place = block % 4 < 2 ? 0 : 1;
  const other = place === 0 ? 1 : 0;
  const [partner, otherPartner] = isCrossed ? ([other, place] as const) : ([place, other] as const);
  return [
    [
      { side: first, place },
      { side: second, place: partner },
    ],
    [
      { side: second, place: otherPartner },
      { side: first, place: other },
    ],
  ];
}
