// What a page does when it is touched. Without it, and on paper, everything can be read all the same.
// The files of this folder are one script, in the order of their names.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const pages = all('figure[data-name]').map(figure => ({ figure, svg: figure.querySelector('svg') }))
  .filter(page => page.svg);

const element = (name, attributes = {}, text = '') => {
  const made = document.createElement(name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  made.textContent = text;
  return made;
};
const shape = (near, name, attributes) => {
  const made = document.createElementNS(near.namespaceURI, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
};
const button = (tools, label, title, act) => {
  const made = element('button', { type: 'button', title, 'aria-label': title }, label);
  made.addEventListener('click', () => act(made));
  tools.append(made);
  return made;
};
const pair = text => text.split(' ').map(Number);
// The fewest digits that give a single-precision number again, as in the CSV.
const shortest = value => {
  for (let digits = 1; digits < 10; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(value);
};
const rounded = (value, [low, high]) =>
  value.toFixed(Math.min(8, Math.max(0, Math.ceil(-Math.log10(Math.abs(high - low) || 1)) + 2)));

// Panels: the frames of a figure, with the values at their edges.
const panels = new Map();
for (const { svg } of pages)
  panels.set(svg, all('g[data-frame]', svg).map(g => {
    const [width, height] = pair(g.dataset.frame);
    const [left, top] = pair(g.getAttribute('transform').slice(10, -1));
    return { g, svg, width, height, left, top, x: pair(g.dataset.x), y: pair(g.dataset.y),
      marks: g.querySelector('svg'), trace: g.dataset.trace, latent: g.dataset.latent };
  }));
const visible = panel => !panel.g.hasAttribute('display');
