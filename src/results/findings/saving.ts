import { nullable, sentence } from '../schema-parts.ts';

/** What a record costs one by one and in micro-batches. */
export const saving = nullable(sentence, 'Null where no unit of one of the two counts, or the engine reports no cost.');
