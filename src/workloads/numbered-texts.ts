/** `user0`, `user1`, …: each is made once, because a text that is made anew must be hashed anew to be found among the others. */
export function numberedTexts(prefix: string): (number: number) => string {
  const texts: string[] = [];
  return (number) => (texts[number] ??= `${prefix}${number}`);
}
