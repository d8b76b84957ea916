/** Asks one question after another, each depending on the answers so far. */
export type Search<Question, Answer> = Generator<Question, void, Answer>;

/**
 * Runs several searches side by side: each round answers one question of every search that has not ended. Each round
 * begins with another search, so that a slow change in the machine's speed affects all of them alike.
 *
 * @param goesOn asked before each question; once it is false, the searches stay as they are
 */
export async function takeTurns<Question, Answer>(
  searches: readonly Search<Question, Answer>[],
  answer: (question: Question, search: number) => Promise<Answer>,
  goesOn: () => boolean = () => true,
): Promise<void> {
  const steps = searches.map((search) => search.next());
  for (let round = 0; steps.some(({ done }) => done !== true); round++) {
    for (const turn of searches.keys()) {
      const place = (round + turn) % searches.length;
      const step = steps[place];
      if (!goesOn()) return;
      if (step.done !== true) steps[place] = searches[place].next(await answer(step.value, place));
    }
  }
}
