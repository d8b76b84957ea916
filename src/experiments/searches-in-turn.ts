/** Asks for one thing after another, each in the light of the answers so far. */
export type Search<Question, Answer> = Generator<Question, void, Answer>;

/**
 * Lets several searches go on side by side: each round answers one question of every search that is not at its end,
 * beginning with another one each time, so that a machine that slowly changes its speed changes it for all of them.
 */
export async function takeTurns<Question, Answer>(
  searches: readonly Search<Question, Answer>[],
  answer: (question: Question, search: number) => Promise<Answer>,
): Promise<void> {
  const steps = searches.map((search) => search.next());
  for (let round = 0; steps.some(({ done }) => done !== true); round++) {
    for (const turn of searches.keys()) {
      const place = (round + turn) % searches.length;
      const step = steps[place];
      if (step.done !== true) steps[place] = searches[place].next(await answer(step.value, place));
    }
  }
}
