// Latents switched on and off: those that stay move together.
const switched = (latent, on) => {
  for (const { svg } of pages) {
    const column = panels.get(svg).filter(panel => panel.latent);
    if (!column.some(panel => panel.latent === latent)) continue;
    const box = svg.dataset.box ||= svg.getAttribute('viewBox');
    for (const panel of column)
      if (panel.latent === latent)
        on ? panel.g.removeAttribute('display') : panel.g.setAttribute('display', 'none');
    const left = column.filter(visible);
    const tops = column.map(panel => panel.slot ??= panel.top);
    left.forEach((panel, i) => {
      panel.top = tops[i];
      panel.g.setAttribute('transform', `translate(${panel.left} ${panel.top})`);
    });
    const below = all('g.x', svg).pop();
    if (below && left.length) left[left.length - 1].g.append(below);
    const [x, y, width, height] = pair(box);
    const step = tops.length > 1 ? tops[1] - tops[0] : 0;
    svg.setAttribute('viewBox', `${x} ${y} ${width} ${height - step * (column.length - left.length)}`);
  }
  hide();
};

// Tools beside each figure.
const save = ({ figure, svg }) => {
  const copy = svg.cloneNode(true);
  all('.cursor,[display="none"]', copy).forEach(node => node.remove());
  const [, , width, height] = pair(copy.getAttribute('viewBox'));
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  copy.removeAttribute('class');
  copy.insertBefore(shape(copy, 'rect', { width, height, fill: '#fff' }), copy.querySelector('g,path,text'));
  const file = new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' });
  const link = element('a', { download: `${figure.dataset.name}.svg`, href: URL.createObjectURL(file) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};
for (const page of pages) {
  const tools = element('div', { class: 'tools' });
  const own = panels.get(page.svg);
  const latents = [...new Set(own.map(panel => panel.latent).filter(Boolean))];
  if (latents.length > 1)
    for (const latent of latents) {
      const chip = button(tools, `z${latent}`, `show latent z${latent}`, () => {
        const on = chip.getAttribute('aria-pressed') !== 'true';
        if (!on && own.filter(visible).length < 2) return;
        all(`.tools button[data-latent="${latent}"]`).forEach(other => other.setAttribute('aria-pressed', on));
        switched(latent, on);
      });
      chip.dataset.latent = latent;
      chip.setAttribute('aria-pressed', 'true');
    }
  if (page.svg.classList.contains('traces')) {
    button(tools, '+', 'zoom in', () => zoom(0.5));
    button(tools, '−', 'zoom out', () => zoom(2));
    button(tools, 'all rows', 'show all rows', () => show(...whole));
  }
  button(tools, 'save SVG', 'save this figure as SVG', () => save(page));
  page.figure.prepend(tools);
}

// Tables are sorted by a column, up, down, and as they were.
const number = text => {
  const plain = text.replace(/\u2212/g, '-').replace(/[\u2009\u00a0]/g, '').replace(/^< /, '')
    .replace(/×10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/, (_, digits) => 'e' + [...digits]
      .map(digit => digit === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)).join(''));
  return /^[-+.\d]/.test(plain) ? parseFloat(plain) : NaN;
};
for (const table of all('.scroll table')) {
  const body = table.tBodies[0];
  const before = [...body.rows];
  if (before.length < 3) continue;
  all('thead th', table).forEach((head, column) => {
    if (!head.textContent) return;
    const sort = element('button', { type: 'button', class: 'sort', title: 'sort by this column' }, head.textContent);
    head.replaceChildren(sort);
    sort.addEventListener('click', () => {
      const order = { none: 'ascending', ascending: 'descending', descending: 'none' }[head.ariaSort || 'none'];
      all('thead th', table).forEach(other => { other.ariaSort = 'none'; });
      head.ariaSort = order;
      const sign = order === 'descending' ? -1 : 1;
      const key = row => row.cells[column].textContent;
      const numeric = before.some(row => !isNaN(number(key(row))));
      const compare = (a, b) => {
        if (!numeric) return sign * key(a).localeCompare(key(b));
        const [first, second] = [number(key(a)), number(key(b))];
        return isNaN(first) ? isNaN(second) ? 0 : 1 : isNaN(second) ? -1 : sign * (first - second);
      };
      body.append(...(order === 'none' ? before : [...before].sort(compare)));
    });
  });
}

// Long lists are folded on a phone; the style sheet says where.
for (const list of all('table tbody,ul.plain')) {
  if (list.children.length <= 8) continue;
  const holder = list.closest('table') || list;
  holder.classList.add('folded');
  const more = element('button', { type: 'button', class: 'more' }, `show all ${list.children.length}`);
  more.addEventListener('click', () => { holder.classList.remove('folded'); more.remove(); });
  (holder.closest('.scroll') || holder).after(more);
}
