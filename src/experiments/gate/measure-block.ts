import { unitSpec } from '../../engines/unit-spec.ts';
import { measureToEnd } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { blockPairs } from './block.ts';
import type { Answers } from './compare-answers.ts';
import type { GatePoint } from './gate-point.ts';
import { conditionsOfCopy, type GateSettings } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import type { Block, BlockUnit } from './paired-differences.ts';

/**
 * Measures the four copies at a point, one after another. The two units of a pair have the same records, arrivals and
 * phase of triggers.
 *
 * @param block number of the block, which decides the order and the phases of triggers
 */
export async function measureBlock(
  point: GatePoint,
  block: number,
  isCrossed: boolean,
  answers: Answers,
  settings: GateSettings,
  { measure }: Pick<GateTools, 'measure'>,
): Promise<Block> {
  const units: BlockUnit[] = [];
  for (const [index, pair] of blockPairs(block, isCrossed).entries()) {
    const repetition = 2 * block + index;
    for (const copy of pair) {
      const spec = unitSpec(conditionsOfCopy(settings, copy, point), point.configuration, repetition);
      const { report } = await measureToEnd(measure, spec);
      const { answer } = answers.of(copy.side, point);
      units.push({ copy, unit: { ...unitOf(point.configuration, repetition, report, answer), copy } });
    }
  }
  return units;
}
