import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import { BlockMeasuring } from './block-measuring.ts';
import type { Answers } from './compare-answers.ts';
import { Confirmation } from './confirmation.ts';
import { fewestPairs, lookPairs } from './decide.ts';
import type { GatePoint } from './gate-point.ts';
import type { GateSettings } from './gate-settings.ts';
import { GateTime } from './gate-time.ts';
import type { GateTools } from './gate-tools.ts';
import {
  decideOpen,
  figuresOf,
  hasRegression,
  isLikelyWorse,
  looksWorse,
  mostBlocks,
  pairsPerBlock,
  surestOf,
  type GatedFigure,
} from './gated-figure.ts';
import type { Block } from './paired-differences.ts';
import { ends, spentBy } from './spent-by.ts';

/** Rounds of blocks at all points of which a figure is open. What is measured is kept, however it ends. */
export class GateRounds {
  readonly controls: ControlTimes[] = [];
  readonly figures: readonly GatedFigure[];
  readonly blocks: ReadonlyMap<GatePoint, Block[]>;
  readonly measuring: BlockMeasuring;
  readonly confirmation: Confirmation;
  readonly #time: GateTime;
  readonly #tools: Pick<GateTools, 'now' | 'control'>;
  /** The latest time up to which error was spent. */
  #spentUntil = 0;

  constructor(points: readonly GatePoint[], answers: Answers, settings: GateSettings, tools: GateTools) {
    this.figures = figuresOf(points);
    this.blocks = new Map(points.map((point) => [point, []]));
    // Up to the first look.
    const fewestUnits = 2 * lookPairs[0] * points.length;
    this.measuring = new BlockMeasuring(answers, settings, tools, fewestUnits);
    this.#time = new GateTime(tools.now, tools.startMs, settings.longestMs);
    this.confirmation = new Confirmation(this.measuring, this.#time);
    this.#tools = tools;
  }

  /**
   * Measures until all figures are decided, one has become worse for sure, a unit gave a wrong answer, or the time is
   * over. Then it goes on with those that are likely worse, one at a time, so that the time is enough for the surest
   * one.
   */
  async toEnd(): Promise<void> {
    await this.#toEndOf(ends.all, this.figures, (open) => open);
    const worse = this.figures.filter((figure) => looksWorse(figure, this.blocks));
    await this.#toEndOf(ends.worse, worse, (open) => this.#nextOf(open));
  }

  async #toEndOf(
    end: number,
    figures: readonly GatedFigure[],
    nextOf: (open: readonly GatedFigure[]) => readonly GatedFigure[],
  ): Promise<void> {
    await this.#roundsUntil(end, () => pointsOf(nextOf(figures.filter((figure) => this.#canBeMeasured(figure)))));
    // After any number of pairs: more will not come, and a part of the error is left for that.
    if (!this.#isOver()) await this.#look(figures, end, true);
  }

  async #roundsUntil(end: number, points: () => readonly GatePoint[]): Promise<void> {
    let [blocks, takenMs] = [0, 0];
    while (!this.#isOver()) {
      const next = points();
      const meanMs = blocks === 0 ? 0 : takenMs / blocks;
      if (next.length === 0 || !this.#time.isLeft(end, next.length * meanMs)) return;
      const startMs = this.#tools.now();
      await this.#measureRound(next);
      takenMs += this.#tools.now() - startMs;
      blocks += next.length;
      await this.#look(this.figures, this.#time.elapsed(), false);
    }
  }

  #canBeMeasured({ state, point }: GatedFigure): boolean {
    return state === 'open' && this.blocks.get(point)!.length < mostBlocks;
  }

  /** The surest one that is likely worse; as long as any that looks so has too few pairs, the surest of these. */
  #nextOf(open: readonly GatedFigure[]): GatedFigure[] {
    const short = open.filter((figure) => looksWorse(figure, this.blocks) && this.#isShort(figure));
    const likely = open.filter((figure) => isLikelyWorse(figure, this.blocks));
    const next = surestOf(short.length > 0 ? short : likely, this.blocks);
    return next === undefined ? [] : [next];
  }

  #isOver(): boolean {
    return hasRegression(this.figures) || this.measuring.hasWrongAnswer();
  }

  /** Whether of an open figure nothing was measured, or it looks worse and has fewer pairs than it takes to be sure. */
  hasTooFewPairs(): boolean {
    const isUnknown = (figure: GatedFigure): boolean =>
      this.#pairsOf(figure) === 0 || (this.#isShort(figure) && looksWorse(figure, this.blocks));
    return !this.#isOver() && this.figures.some((figure) => figure.state === 'open' && isUnknown(figure));
  }

  /** Whether it has too few pairs for any test to be sure that it is worse. */
  #isShort(figure: GatedFigure): boolean {
    return this.#pairsOf(figure) < fewestPairs(this.figures.length, spentBy(this.#spentUntil));
  }

  #pairsOf({ point }: GatedFigure): number {
    return pairsPerBlock * this.blocks.get(point)!.length;
  }

  /** Each begins with another point, so that none is always measured first. */
  async #measureRound(points: readonly GatePoint[]): Promise<void> {
    const first = this.controls.length % points.length;
    this.controls.push(await this.#tools.control());
    for (const point of [...points.slice(first), ...points.slice(0, first)]) {
      const blocks = this.blocks.get(point)!;
      blocks.push(await this.measuring.measure(point, blocks.length, false));
    }
  }

  async #look(figures: readonly GatedFigure[], elapsed: number, isEnd: boolean): Promise<void> {
    // An end is looked at when no round fits any more, and so before its time: what is spent then is not spent again.
    this.#spentUntil = Math.max(this.#spentUntil, elapsed);
    decideOpen(figures, this.figures.length, this.blocks, spentBy(this.#spentUntil), isEnd);
    const suspects = this.figures.filter(({ state }) => state === 'suspect');
    for (const suspect of suspects) await this.confirmation.confirm(suspect, this.blocks.get(suspect.point)!);
  }
}

function pointsOf(figures: readonly GatedFigure[]): GatePoint[] {
  return [...new Set(figures.map(({ point }) => point))];
}
