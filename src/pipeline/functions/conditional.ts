import { always, commonType, ifAll, never, type Signature } from './signature.ts';

/** The arguments of case: condition, value, condition, value, …, and perhaps a last value without a condition. */
const isCondition = (index: number, count: number): boolean => index % 2 === 0 && index + 1 < count;

export const conditionalFunctions = {
  isNull: { result: () => 'boolean', nullable: never, takes: 'any value' },
  /**
   * The value of the first condition that is true, else the last value, else null. Only that value is computed, so
   * an overflow in another one does not matter.
   */
  case: {
    result: (types) =>
      types.some((type, index) => isCondition(index, types.length) && type !== 'boolean')
        ? undefined
        : commonType(types.filter((_, index) => !isCondition(index, types.length))),
    nullable: (args) =>
      args.length % 2 === 0 || args.some((nullable, index) => nullable && !isCondition(index, args.length)),
    takes: 'conditions and values of one type',
  },
  /** The first argument that is not null. Those after it are not computed. */
  coalesce: { result: commonType, nullable: ifAll, takes: 'values of one type' },
  /** The first argument, or null if it equals the second. */
  nullIf: {
    result: (types) => (types.length === 2 && commonType(types) !== undefined ? types[0] : undefined),
    nullable: always,
    takes: 'two values of one type',
  },
} as const satisfies Record<string, Signature>;
