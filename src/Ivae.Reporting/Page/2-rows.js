// The rows that traces are drawn from.
const source = document.getElementById('rows');
const rows = source && JSON.parse(source.textContent);
const numbers = (text, type) => new type(Uint8Array.from(
  atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)).buffer);
if (rows) {
  for (const key in rows.values) rows.values[key] = numbers(rows.values[key], Float32Array);
  rows.numbers = numbers(rows.numbers, Int32Array);
  if (rows.levels) rows.levels.codes = numbers(rows.levels.codes, Int32Array);
}
const traces = rows ? [...panels.values()].flat().filter(panel => panel.trace in rows.values) : [];
const whole = rows ? [0, Math.max(1, rows.count)] : [0, 1];
let shown = whole;

// Zoom: every trace is drawn anew for the rows that are shown.
for (const panel of traces) {
  panel.drawn = [...panel.marks.childNodes];
  const own = all('path', panel.marks).pop();
  panel.colour = own && (own.getAttribute('stroke') || own.getAttribute('fill'));
  panel.axis = panel.g.querySelector('g.x');
  panel.ticks = panel.axis && [...panel.axis.childNodes];
}
const runs = [];
if (rows) {
  const codes = rows.levels?.codes;
  for (let from = 0, i = 1; i <= rows.numbers.length; i++)
    if (i === rows.numbers.length || codes && codes[i] !== codes[from]) {
      runs.push([from, i, codes ? codes[from] : 0]);
      from = i;
    }
}
const draw = panel => {
  const { marks, width, height, y } = panel;
  if (shown === whole) return marks.replaceChildren(...panel.drawn);
  const values = rows.values[panel.trace];
  const [from, to] = [Math.max(0, Math.floor(shown[0] / rows.step) - 1),
    Math.min(values.length, Math.ceil(shown[1] / rows.step) + 1)];
  const across = i => (i * rows.step - shown[0]) / (shown[1] - shown[0]) * width;
  const down = v => Math.min(2, Math.max(-1, (y[1] - v) / (y[1] - y[0]))) * height;
  const at = (px, py) => `${px.toFixed(1)} ${py.toFixed(1)}`;
  const [stripes, lines] = [[], []];
  const line = (start, end, colour) => {
    let [columns, dense] = [[], (to - from) / width > 2];
    let [path, pen] = ['', 'M'];
    const close = () => {
      columns.forEach(([px, top], i) => { path += (i ? 'L' : 'M') + at(px, top); });
      columns.reverse().forEach(([px, , bottom]) => { path += 'L' + at(px, bottom); });
      if (columns.length) path += 'z';
      columns = [];
    };
    for (let i = start; i < end; i++) {
      if (!isFinite(values[i])) { pen = 'M'; close(); continue; }
      const [px, py] = [across(i), down(values[i])];
      if (!dense) { path += pen + at(px, py); pen = 'L'; continue; }
      const [column, last] = [Math.floor(px) + 0.5, columns[columns.length - 1]];
      if (last && last[0] === column) [last[1], last[2]] = [Math.min(last[1], py), Math.max(last[2], py)];
      else columns.push([column, py, py]);
    }
    if (dense) close();
    if (path) lines.push(shape(marks, 'path', { d: path, fill: dense ? colour : 'none', stroke: colour,
      'stroke-width': dense ? 1 : 1.3, 'stroke-linejoin': 'round' }));
  };
  const { levels } = rows;
  const coloured = levels?.colours.length > 0;
  runs.forEach(([first, last, code], index) => {
    const [start, end] = [Math.max(first, from), Math.min(last, to)];
    if (!coloured || start >= end) return;
    if (levels.few || index % 2)
      stripes.push(shape(marks, 'rect', { x: across(start).toFixed(1), y: 0, height,
        width: (across(end) - across(start)).toFixed(1), fill: levels.few ? levels.colours[code] : levels.stripe,
        opacity: levels.few ? 0.16 : 0.7 }));
    if (panel.latent) line(start, Math.min(end + 1, to), levels.colours[code]);
  });
  if (!(coloured && panel.latent)) line(from, to, panel.colour || '#0072b2');
  marks.replaceChildren(...stripes, ...lines);
};
const axis = panel => {
  if (!panel.axis || !panel.ticks.length) return;
  if (shown === whole) return panel.axis.replaceChildren(...panel.ticks);
  const like = panel.ticks[0];
  const raw = (shown[1] - shown[0]) / Math.max(2, panel.width / 90);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, [1, 2, 5, 10].find(k => k * power >= raw) * power);
  const labels = [];
  for (let tick = Math.ceil(shown[0] / step) * step; tick <= shown[1]; tick += step) {
    const label = like.cloneNode(false);
    label.setAttribute('x', ((tick - shown[0]) / (shown[1] - shown[0]) * panel.width).toFixed(1));
    label.textContent = tick;
    labels.push(label);
  }
  panel.axis.replaceChildren(...labels, ...panel.ticks.filter(text => text.classList.contains('name')));
};
const show = (from, to) => {
  const least = Math.min(whole[1], 8 * rows.step);
  const size = Math.min(whole[1], Math.max(least, to - from));
  from = Math.min(Math.max(0, (from + to - size) / 2), whole[1] - size);
  shown = size >= whole[1] ? whole : [from, from + size];
  hide();
  for (const panel of traces) { draw(panel); axis(panel); }
  document.body.dataset.rows = `${Math.round(shown[0])}-${Math.round(shown[1])}`;
};
const zoom = factor => {
  const [middle, half] = [(shown[0] + shown[1]) / 2, (shown[1] - shown[0]) * factor / 2];
  show(middle - half, middle + half);
};
