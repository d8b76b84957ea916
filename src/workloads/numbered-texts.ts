/** `user0`, `user1`, … Each text is made once: a new string with the same text would have to be hashed again. */
export function numberedTexts(prefix: string): (number: number) => string {
  const texts: string[] = [];
  return (number) => (texts[number] ??= `${prefix}${number}`);
}
