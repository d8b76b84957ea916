import { unitSpec } from '../../engines/unit-spec.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import { measureToEnd } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { blockPairs } from './block.ts';
import type { Answers } from './compare-answers.ts';
import type { GatePoint } from './gate-point.ts';
import { conditionsOfCopy, type GateSettings } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import type { Block, BlockUnit } from './paired-differences.ts';

/** Measures the four copies, and keeps all units of blocks that are whole. */
export class BlockMeasuring {
  readonly units: Unit[] = [];
  readonly #answers: Answers;
  readonly #settings: GateSettings;
  readonly #tools: Pick<GateTools, 'measure' | 'onUnit'>;
  /** For the progress. */
  readonly #fewestUnits: number;

  constructor(
    answers: Answers,
    settings: GateSettings,
    tools: Pick<GateTools, 'measure' | 'onUnit'>,
    fewestUnits: number,
  ) {
    this.#answers = answers;
    this.#settings = settings;
    this.#tools = tools;
    this.#fewestUnits = fewestUnits;
  }

  hasWrongAnswer(): boolean {
    return this.units.some(isFailed);
  }

  /**
   * The copies at a point, one after another. The two units of a pair have the same records, arrivals and phase of
   * triggers.
   *
   * @param block number of the block, which decides the order and the phases of triggers
   * @param isCrossed whether the first copy of base is the partner of the second one of head
   */
  async measure(point: GatePoint, block: number, isCrossed: boolean): Promise<Block> {
    const measured: BlockUnit[] = [];
    for (const [index, pair] of blockPairs(block, isCrossed).entries()) {
      const repetition = 2 * block + index;
      for (const copy of pair) {
        const spec = unitSpec(conditionsOfCopy(this.#settings, copy, point), point.configuration, repetition);
        const { report } = await measureToEnd(this.#tools.measure, spec);
        const { answer } = this.#answers.of(copy.side, point);
        measured.push({ copy, unit: { ...unitOf(point.configuration, repetition, report, answer), copy } });
      }
    }
    for (const { unit } of measured) this.#keep(unit);
    return measured;
  }

  #keep(unit: Unit): void {
    this.units.push(unit);
    this.#tools.onUnit(unit, this.units.length, Math.max(this.units.length, this.#fewestUnits));
  }
}
