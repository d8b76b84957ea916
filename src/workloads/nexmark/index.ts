import type { LoadByName } from '../workload.ts';

/** The queries of Nexmark. README.md says which are missing, and how the others differ from the published queries. */
export const nexmark: LoadByName = {
  'nexmark:q0': async () => (await import('./q0.ts')).q0,
  'nexmark:q1': async () => (await import('./q1.ts')).q1,
  'nexmark:q2': async () => (await import('./q2.ts')).q2,
  'nexmark:q3': async () => (await import('./q3.ts')).q3,
  'nexmark:q4': async () => (await import('./q4.ts')).q4,
  'nexmark:q5': async () => (await import('./q5.ts')).q5,
  'nexmark:q6': async () => (await import('./q6.ts')).q6,
  'nexmark:q7': async () => (await import('./q7.ts')).q7,
  'nexmark:q8': async () => (await import('./q8.ts')).q8,
  'nexmark:q9': async () => (await import('./q9.ts')).q9,
  'nexmark:q10': async () => (await import('./q10.ts')).q10,
  'nexmark:q11': async () => (await import('./q11.ts')).q11,
  'nexmark:q13': async () => (await import('./q13.ts')).q13,
  'nexmark:q14': async () => (await import('./q14.ts')).q14,
  'nexmark:q15': async () => (await import('./q15.ts')).q15,
  'nexmark:q16': async () => (await import('./q16.ts')).q16,
  'nexmark:q17': async () => (await import('./q17.ts')).q17,
  'nexmark:q18': async () => (await import('./q18.ts')).q18,
  'nexmark:q19': async () => (await import('./q19.ts')).q19,
  'nexmark:q20': async () => (await import('./q20.ts')).q20,
  'nexmark:q21': async () => (await import('./q21.ts')).q21,
  'nexmark:q22': async () => (await import('./q22.ts')).q22,
};
