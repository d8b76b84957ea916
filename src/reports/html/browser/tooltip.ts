const box = document.createElement('div');
box.className = 'tooltip';
box.hidden = true;
box.setAttribute('role', 'status');
document.body.append(box);

/** Shows lines of text beside a point of the screen, in CSS pixels, without leaving the screen. */
export function showTooltip(lines: readonly (string | Node)[], x: number, y: number): void {
  box.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement('div');
      row.append(line);
      return row;
    }),
  );
  box.hidden = false;
  const { width, height } = box.getBoundingClientRect();
  const screen = document.documentElement.clientWidth;
  const left = x + 14 + width > screen ? x - 14 - width : x + 14;
  box.style.left = `${Math.max(4, Math.min(left, screen - width - 4))}px`;
  box.style.top = `${Math.max(4, Math.min(y + 14, window.innerHeight - height - 4))}px`;
}

export function hideTooltip(): void {
  box.hidden = true;
}

/** Shows the `data-tip` of the part of a drawing that is under the pointer. */
export function showTipsOfDrawings(): void {
  document.addEventListener('pointermove', (event) => {
    const part = event.target instanceof Element ? event.target.closest<SVGElement>('[data-tip]') : null;
    if (part !== null) showTooltip(part.dataset['tip']!.split('\n'), event.clientX, event.clientY);
    else if (!(event.target instanceof Element && event.target.closest('.u-over') !== null)) hideTooltip();
  });
}
