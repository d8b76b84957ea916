import { Type, type Static } from 'typebox';

// Parts of the schema of the result document.

/** An object of these members and no others. */
export function closed<Members extends Type.TProperties>(members: Members, description?: string) {
  return Type.Object(members, { additionalProperties: false, ...described(description) });
}

export function nullable<Schema extends Type.TSchema>(schema: Schema, description?: string) {
  return Type.Union([schema, Type.Null()], described(description));
}

/** One of these texts, such as the keys of a table of implementations. */
export function oneOf<Text extends string>(texts: readonly Text[], description?: string) {
  const literals = texts.map((text) => Type.Literal(text));
  return Type.Unsafe<Text>(Type.Union(literals, described(description)));
}

function described(description: string | undefined): Type.TSchemaOptions {
  return description === undefined ? {} : { description };
}

export const count = Type.Integer({ minimum: 0 });
export const amount = Type.Number({ minimum: 0 });
export const verdict = oneOf(['yes', 'no', 'inconclusive']);
export const guarantee = oneOf(['exactly-once', 'at-least-once', 'none']);

/** Of an interval. */
export const level = nullable(
  Type.Number(),
  'Confidence of low to high; null where they are the smallest and the largest value.',
);

/** A finding in words, and the figures that it rests on. */
export const sentence = closed({ text: Type.String(), evidence: Type.Array(Type.String()) });

export type Verdict = Static<typeof verdict>;
export type Guarantee = Static<typeof guarantee>;
export type Sentence = Static<typeof sentence>;
