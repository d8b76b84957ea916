import { ifAny, type Signature } from './signature.ts';

const logic: Signature = {
  result: (types) => (types.every((type) => type === 'boolean') ? 'boolean' : undefined),
  nullable: ifAny,
  takes: 'booleans',
};

/** Three-valued: an unknown is null unless the other argument decides alone. */
export const logicFunctions = { and: logic, or: logic, not: logic } as const satisfies Record<string, Signature>;
