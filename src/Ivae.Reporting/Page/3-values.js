// Values under the pointer.
const tip = element('div', { class: 'tip', hidden: '' });
document.body.append(tip);
let cursors = [];
const hide = () => {
  tip.hidden = true;
  cursors.forEach(cursor => cursor.remove());
  cursors = [];
};
const say = (event, lines) => {
  tip.replaceChildren(...lines.map(([text, strong]) => element(strong ? 'b' : 'span', {}, text)));
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const x = event.clientX + 16 + width > innerWidth ? event.clientX - 16 - width : event.clientX + 16;
  tip.style.left = `${Math.max(4, x)}px`;
  tip.style.top = `${Math.max(4, Math.min(innerHeight - height - 4, event.clientY + 12))}px`;
};
const mark = (panel, px, py) => {
  const line = py === undefined;
  const cursor = shape(panel.g, line ? 'line' : 'circle', line
    ? { x1: px, x2: px, y1: 0, y2: panel.height, class: 'cursor' }
    : { cx: px, cy: py, r: 4, class: 'cursor' });
  panel.g.append(cursor);
  cursors.push(cursor);
};
const rowAt = (panel, px) => Math.min(rows.numbers.length - 1,
  Math.max(0, Math.round((shown[0] + px / panel.width * (shown[1] - shown[0])) / rows.step)));
const sayRow = (event, panel, px) => {
  const i = rowAt(panel, px);
  const at = (i * rows.step - shown[0]) / (shown[1] - shown[0]);
  traces.filter(visible).forEach(other => mark(other, (at * other.width).toFixed(1)));
  const lines = [[`row ${rows.numbers[i]}`, false]];
  if (rows.levels) lines.push([`${rows.levels.name} ${rows.levels.names[rows.levels.codes[i]]}`, false]);
  for (const other of panels.get(panel.svg))
    if (other.trace && visible(other))
      lines.push([`${other.g.dataset.yname} ${shortest(rows.values[other.trace][i])}`, other === panel]);
  say(event, lines);
};
const sayCell = (event, panel, cells, px, py) => {
  const values = cells.dataset.cells.split(';').map(pair);
  const turned = panel.y[1] < panel.y[0];
  const [column, line] = [Math.floor(px / panel.width * values[0].length),
    Math.floor((turned ? py : panel.height - py) / panel.height * values.length)];
  const name = (names, i) => names ? JSON.parse(names)[i] : i + 1;
  say(event, [[`${name(panel.g.dataset.ynames, line)}, ${name(panel.g.dataset.xnames, column)}`, false],
    [Number.isNaN(values[line][column]) ? '–' : String(values[line][column]), true]]);
};
const points = panel => panel.points ||= all('path', panel.marks).flatMap(path => {
  const d = path.getAttribute('d');
  const bars = [...d.matchAll(/M([-\d.]+) [-\d.]+V([-\d.]+)H([-\d.]+)V/g)]
    .map(([, left, top, right]) => [(Number(left) + Number(right)) / 2, Number(top)]);
  return /[VH]/.test(d) ? bars.filter(([, top]) => top !== panel.height)
    : [...d.matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
});
const sayPoint = (event, panel, px, py) => {
  const near = ([x, y]) => (x - px) ** 2 + (y - py) ** 2 / 4;
  const nearest = points(panel).reduce((best, point) => !best || near(point) < near(best) ? point : best, null);
  if (!nearest || near(nearest) > 900) return hide();
  mark(panel, ...nearest);
  const { g, x, y, width, height } = panel;
  const value = (names, range, share) => names
    ? JSON.parse(names)[Math.round(range[0] + share * (range[1] - range[0]))] ?? ''
    : rounded(range[0] + share * (range[1] - range[0]), range);
  say(event, [[`${g.dataset.xname || 'x'} ${value(g.dataset.xnames, x, nearest[0] / width)}`, false],
    [`${g.dataset.yname || 'y'} ${value(g.dataset.ynames, y, 1 - nearest[1] / height)}`, true]]);
};
const inside = (event, svg) =>
  new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
const place = (event, svg) => {
  const at = inside(event, svg);
  for (const panel of panels.get(svg)) {
    const [px, py] = [at.x - panel.left, at.y - panel.top];
    if (visible(panel) && px >= 0 && py >= 0 && px < panel.width && py < panel.height) return [panel, px, py];
  }
  return null;
};

let drag = null;
for (const { svg } of pages) {
  const moved = event => {
    hide();
    if (drag) {
      const { panel } = drag;
      drag.to = Math.min(panel.width, Math.max(0, inside(event, svg).x - panel.left));
      if (Math.abs(drag.to - drag.from) < 4) return sayRow(event, panel, drag.to);
      const [left, right] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
      traces.filter(visible).forEach(({ g, height }) => {
        const chosen = shape(g, 'rect', { x: left, y: 0, width: right - left, height, class: 'cursor chosen' });
        g.append(chosen);
        cursors.push(chosen);
      });
      return;
    }
    const found = place(event, svg);
    if (!found) return;
    const cells = found[0].marks.querySelector('g[data-cells]');
    if (found[0].trace && rows) sayRow(event, found[0], found[1]);
    else if (cells) sayCell(event, found[0], cells, found[1], found[2]);
    else sayPoint(event, ...found);
  };
  svg.addEventListener('pointermove', moved);
  svg.addEventListener('pointerdown', event => {
    moved(event); // a finger has no pointer that moves before
    const found = rows && event.button === 0 && place(event, svg);
    drag = found && found[0].trace ? { panel: found[0], from: found[1], to: found[1] } : null;
    if (drag && event.pointerType === 'mouse') event.preventDefault();
  });
  svg.addEventListener('pointerup', () => {
    const chosen = drag;
    drag = null;
    if (!chosen || Math.abs(chosen.to - chosen.from) < 4) return;
    const value = px => shown[0] + px / chosen.panel.width * (shown[1] - shown[0]);
    show(value(Math.min(chosen.from, chosen.to)), value(Math.max(chosen.from, chosen.to)));
  });
  svg.addEventListener('pointerleave', event => {
    drag = null;
    if (event.pointerType === 'mouse') hide();
  });
  svg.addEventListener('dblclick', () => { if (rows) show(...whole); });
  if (panels.get(svg).some(panel => traces.includes(panel))) svg.classList.add('traces');
}
