import type { Value } from '../../src/columns/column-type.ts';
import { compile } from '../../src/compile/compile.ts';
import { OutputRows } from '../../src/columns/output-rows.ts';
import type { Rival } from './rival.ts';

/** The step of stream-bench. Its rows are taken after each invocation, as a sink does. */
export const step: Rival = {
  name: 'the step',
  open({ plan }, records) {
    const compiled = compile(plan, records);
    const { output } = compiled;
    const taken = new OutputRows(plan.schema, records.dictionary, output.key);
    const take = (): void => {
      if (output.length === 0) return;
      for (let row = 0; row < output.length; row++) taken.take(output, row);
      output.clear();
    };
    return {
      invoke(from, to) {
        compiled.invoke(from, to);
        take();
      },
      finish() {
        compiled.finish();
        take();
      },
      rows: () => Array.from({ length: taken.length }, (_, row): readonly Value[] => taken.table.row(row)),
    };
  },
};
