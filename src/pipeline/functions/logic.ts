import { ifAny, type Signature } from './signature.ts';

const logic: Signature = {
  result: (types) => (types.every((type) => type === 'boolean') ? 'boolean' : undefined),
  nullable: ifAny,
  takes: 'booleans',
};

/** Three-valued logic: a null makes the result null unless the other argument alone decides it. */
export const logicFunctions = { and: logic, or: logic, not: logic } as const satisfies Record<string, Signature>;
