/** What to do with a record that cannot be read: end the run, leave it out, or write it to a dead-letter file. */
export type BadRecordPolicy = 'fail' | 'skip' | { readonly deadLetter: string };
