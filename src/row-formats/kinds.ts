/** Formats in which rows can be written, by the ending of their files. Their code stands in `index.ts`. */
export const rowFormatKinds = ['ndjson', 'csv', 'parquet'] as const;

export type RowFormatKind = (typeof rowFormatKinds)[number];
