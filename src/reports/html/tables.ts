import { configurationName } from '../../results/configuration.ts';
import { counts, countsWhole, isExcluded, isFailed, type FigureName } from '../../results/exclusion.ts';
import type { MeasuredPoint } from '../../results/measured-point.ts';
import { metrics } from '../../results/metrics.ts';
import { micros, percent, perSecond } from '../../results/quantity.ts';
import type { Unit } from '../../results/unit.ts';
import { estimateText } from '../estimate-text.ts';
import { countedUnits, exclusionLists, exclusionText } from '../exclusions.ts';
import { legend } from '../sentences.ts';
import { html, type Markup } from './markup.ts';
import { rateText, type Section, type Shown } from './section.ts';
import { wideTable, type Head } from './wide-table.ts';

/** A column of the units' table. */
interface UnitColumn {
  readonly head: string;
  /** In units[]. */
  readonly field: string;
  /** Shown in units in which this counts; null: in all. */
  readonly figure: FigureName | null;
  /** Null where it is not known. */
  readonly show: (unit: Unit) => string | null;
}

const unitColumns: readonly UnitColumn[] = [
  column('records', 'records', null, ({ records }) => perSecond(records.emitted + records.absorbed + records.dropped)),
];
