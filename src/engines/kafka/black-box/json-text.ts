/** From here on a number may have more digits than a double can hold. */
const longNumber = /\d{16}/;

/** The value; undefined where the text is no JSON. Whole numbers keep all their digits, as a bigint where needed. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (longNumber.test(text) ? keepDigits : undefined) as Parameters<typeof JSON.parse>[1]);
  } catch {
    return undefined;
  }
}

function keepDigits(_: string, value: unknown, { source }: { readonly source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '');
  return isRounded ? BigInt(source!) : value;
}

/** The same text for the same value, in whatever order its members were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member === 'bigint') return `${member}n`;
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    const entries = Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1));
    return Object.fromEntries(entries);
  });
}
