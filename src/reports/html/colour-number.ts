/** So many colours page.css has for configurations. */
const colours = 8;

/** The number of the colour of a configuration in page.css: where there are more of them, the colours begin again. */
export function colourNumber(look: number): number {
  return look % colours;
}
