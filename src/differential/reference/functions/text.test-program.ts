import type { textFunctions } from '../../../pipeline/functions/text.ts';
import type { Meaning } from './meaning.test-program.ts';

const small = Array.from('abcdefghijklmnopqrstuvwxyz');
const large = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

export const text: Readonly<Record<keyof typeof textFunctions, Meaning>> = {
  lower: {
    value: ([value]: string[]) =>
      points(value)
        .map((point) => small[large.indexOf(point)] ?? point)
        .join(''),
  },
  upper: {
    value: ([value]: string[]) =>
      points(value)
        .map((point) => large[small.indexOf(point)] ?? point)
        .join(''),
  },
  trim: { value: ([value]: string[]) => value.replace(/^ +/, '').replace(/ +$/, '') },
  length: { value: ([value]: string[]) => points(value).length },
  substring: {
    value: ([value, start, length]: (string | number)[]) =>
      points(String(value))
        .filter((_, index) => index + 1 >= Number(start) && index + 1 < Number(start) + Number(length))
        .join(''),
  },
  splitPart: {
    value: ([value, separator, part]: (string | number)[]) =>
      String(value).split(String(separator))[Number(part) - 1] ?? '',
  },
  concat: { value: (values: string[]) => values.join('') },
  startsWith: { value: ([value, part]: string[]) => value.indexOf(part) === 0 },
  endsWith: {
    value: ([value, part]: string[]) => value.length >= part.length && value.slice(value.length - part.length) === part,
  },
  contains: { value: ([value, part]: string[]) => value.indexOf(part) >= 0 },
};

function points(value: string): string[] {
  return Array.from(value);
}
