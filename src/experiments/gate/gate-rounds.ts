import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { Unit } from '../../results/unit.ts';
import type { Answers } from './compare-answers.ts';
import type { GatePoint } from './gate-point.ts';
import type { GateSettings } from './gate-settings.ts';
import type { GateTools } from './gate-tools.ts';
import { confirm, decideOpen, figuresOf, hasRegression, looksWorse, type GatedFigure } from './gated-figure.ts';
import { looks } from './decide.ts';
import { measureBlock } from './measure-block.ts';
import type { Block } from './paired-differences.ts';

/** By what multiple of its time a gate may be longer where a figure looks worse. */
const longerFactor = 3;
/** A block has two pairs. */
const mostBlocks = looks.at(-1)! / 2;

/** Rounds of blocks at all points of which a figure is open. What is measured is kept, however it ends. */
export class GateRounds {
  readonly units: Unit[] = [];
  readonly controls: ControlTimes[] = [];
  readonly figures: readonly GatedFigure[];
  readonly blocks: ReadonlyMap<GatePoint, Block[]>;
  /** Those that confirm figures, by the figure. */
  readonly fresh = new Map<GatedFigure, Block[]>();
  readonly #answers: Answers;
  readonly #settings: GateSettings;
  readonly #tools: GateTools;
  readonly #deadlineMs: number;
  /** Up to the first look. */
  readonly #fewestUnits: number;

  /** @param deadlineMs by the clock of the tools */
  constructor(
    points: readonly GatePoint[],
    answers: Answers,
    settings: GateSettings,
    tools: GateTools,
    deadlineMs: number,
  ) {
    this.figures = figuresOf(points);
    this.blocks = new Map(points.map((point) => [point, []]));
    this.#answers = answers;
    this.#settings = settings;
    this.#tools = tools;
    this.#deadlineMs = deadlineMs;
    this.#fewestUnits = 2 * looks[0] * points.length;
  }

  /**
   * Measures until all figures are decided, one has become worse for sure, a unit gave a wrong answer, or the time is
   * over.
   */
  async toEnd(): Promise<void> {
    const startMs = this.#tools.now();
    for (let round = 0; round < mostBlocks && !hasRegression(this.figures); round++) {
      const points = this.#openPoints();
      const meanMs = round === 0 ? 0 : (this.#tools.now() - startMs) / round;
      if (points.length === 0 || !this.#hasTimeFor(meanMs) || this.units.some(isFailed)) return;
      await this.#round(round, points);
    }
  }

  /** What looks worse is given longer, since to be sure of it takes more pairs than to be sure of the opposite. */
  #hasTimeFor(ms: number): boolean {
    const { longestMs } = this.#settings;
    const endMs = this.#deadlineMs + (looksWorse(this.figures, this.blocks) ? (longerFactor - 1) * longestMs : 0);
    return this.#tools.now() + ms <= endMs;
  }

  /** Each begins with another point, so that none is always measured first. */
  async #round(round: number, points: readonly GatePoint[]): Promise<void> {
    this.controls.push(await this.#tools.control());
    const first = round % points.length;
    for (const point of [...points.slice(first), ...points.slice(0, first)])
      this.blocks.get(point)!.push(await this.#block(point, round, false));
    decideOpen(this.figures, this.blocks);
    for (const suspect of this.figures.filter(({ state }) => state === 'suspect')) await this.#confirm(suspect);
  }

  /** With as many fresh blocks as there were; a suspect of the same point shares them. */
  async #confirm(suspect: GatedFigure): Promise<void> {
    const known = [...this.fresh].find(([{ point }]) => point === suspect.point)?.[1];
    const fresh = known ?? [];
    this.fresh.set(suspect, fresh);
    const { length } = this.blocks.get(suspect.point)!;
    while (fresh.length < length && this.#hasTimeFor(0))
      fresh.push(await this.#block(suspect.point, mostBlocks + fresh.length, true));
    if (fresh.length === length) confirm(suspect, fresh);
  }

  async #block(point: GatePoint, block: number, isCrossed: boolean): Promise<Block> {
    const measured = await measureBlock(point, block, isCrossed, this.#answers, this.#settings, this.#tools);
    for (const { unit } of measured) {
      this.units.push(unit);
      this.#tools.onUnit(unit, this.units.length, Math.max(this.units.length, this.#fewestUnits));
    }
    return measured;
  }

  #openPoints(): GatePoint[] {
    return [...new Set(this.figures.filter(({ state }) => state === 'open').map(({ point }) => point))];
  }
}
