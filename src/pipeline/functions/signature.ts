import type { ColumnType } from '../../columns/column-type.ts';

/** What a function of expressions takes and returns. What it computes is in compile/ and, as SQL, in sql/. */
export interface Signature {
  /** The type of the value, or undefined if the function does not take such arguments. */
  readonly result: (types: readonly ColumnType[]) => ColumnType | undefined;
  /** Whether the value may be null, given whether each argument may be. */
  readonly nullable: (args: readonly boolean[]) => boolean;
  /** The arguments in words, for error messages. */
  readonly takes: string;
  /** False if mathematical libraries round differently: SQL engines then agree except for the last bits. */
  readonly exact?: false;
}

export const ifAny = (args: readonly boolean[]): boolean => args.includes(true);
export const ifAll = (args: readonly boolean[]): boolean => !args.includes(false);
export const never = (): boolean => false;
export const always = (): boolean => true;

export function areNumbers(types: readonly ColumnType[]): boolean {
  return types.every((type) => type === 'integer' || type === 'float');
}

/** The type that all of these have, or float if integers and floats are mixed; undefined if there is none. */
export function commonType(types: readonly ColumnType[]): ColumnType | undefined {
  if (types.every((type) => type === types[0])) return types[0];
  return areNumbers(types) ? 'float' : undefined;
}

/** The signature of a function with exactly these types of arguments, null if one of them is. */
export function fixed(parameters: readonly ColumnType[], result: ColumnType, takes: string): Signature {
  return {
    result: (types) =>
      types.length === parameters.length && types.every((type, index) => type === parameters[index])
        ? result
        : undefined,
    nullable: ifAny,
    takes,
  };
}
