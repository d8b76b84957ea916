import { compile } from '../../src/compile/compile.ts';
import { invoked, type Rival } from './rival.ts';

/** The step of stream-bench. Its rows stay in its output, as those of the others stay where they were written. */
export const step: Rival = {
  name: 'the step',
  open({ plan }, records, size) {
    const compiled = compile(plan, records);
    const { output } = compiled;
    const rows = () => Array.from({ length: output.length }, (_, row) => output.table.row(row));
    return invoked({ ...compiled, rows }, records, size);
  },
};
