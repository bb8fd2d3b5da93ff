// Shows the report that the page holds. Every text of it comes from a cluster or from Git, so it only ever becomes text:
// nothing here parses HTML.
'use strict';
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const severities = ['critical', 'high', 'medium', 'low', 'info'];
  const chosen = { severity: new Set(), category: new Set() };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const byId = (id) => document.getElementById(id);
  const labelled = (list, label, text) => {
    if (text) list.append(element('dt', '', label), element('dd', '', text));
  };

  // Rows of a unified diff beside one another: what was removed with what was added in its place.
  const rows = (lines) => {
    const result = [];
    let gone = [];
    let fresh = [];
    const flush = () => {
      for (let i = 0; i < Math.max(gone.length, fresh.length); i++) {
        result.push({ git: gone[i], live: fresh[i], changed: true });
      }
      gone = [];
      fresh = [];
    };
    for (const line of lines) {
      if (line.startsWith('-')) gone.push(line.slice(1));
      else if (line.startsWith('+')) fresh.push(line.slice(1));
      else {
        flush();
        result.push(line.startsWith('@') ? { gap: line } : { git: line.slice(1), live: line.slice(1) });
      }
    }
    flush();
    return result;
  };

  const table = (content) => {
    const made = element('table', 'sides');
    const head = element('tr');
    head.append(element('th', '', report.names[0]), element('th', '', report.names[1]));
    made.append(head);
    for (const row of content) {
      const line = element('tr');
      if (row.gap !== undefined) {
        const gap = element('td', 'code gap', row.gap);
        gap.colSpan = 2;
        line.append(gap);
      } else {
        line.append(
          element('td', 'code' + (row.changed && row.git !== undefined ? ' gone' : ''), row.git),
          element('td', 'code' + (row.changed && row.live !== undefined ? ' new' : ''), row.live));
      }
      made.append(line);
    }
    return made;
  };

  const sides = (finding) => {
    const values = finding.sides;
    switch (values.type) {
      case 'inline':
        return table([{ git: values.git, live: values.live, changed: true }]);
      case 'diff':
        return table(rows(values.lines));
      case 'block':
        return table(values.lines.map((line) =>
          values.sign === '-' ? { git: line, changed: true }
            : values.sign === '+' ? { live: line, changed: true } : { git: undefined, live: line }));
      case 'text':
        return element('p', 'rule', values.text);
      default:
        return null;
    }
  };

  const finding = (one, named) => {
    const made = element('div', 'finding ' + one.severity);
    const head = element('div', 'head');
    head.append(element('span', 'severity', one.severity), element('span', 'rule', one.rule));
    if (named) head.append(element('b', '', one.resource));
    if (one.path) head.append(element('span', 'path', one.path));
    made.append(head, element('p', '', one.message));
    const values = sides(one);
    if (values) made.append(values);
    if (one.note) made.append(element('p', 'rule', one.note));
    const facts = element('dl');
    labelled(facts, 'fix', one.remedy);
    labelled(facts, 'by', one.attribution);
    labelled(facts, 'in Git', one.origin);
    if (facts.childElementCount) made.append(facts);
    if (one.command) made.append(element('pre', '', one.command));
    return made;
  };

  // A closed group costs one line; what is in it is made when it is opened.
  const group = (cause) => {
    const made = element('details', cause.severity);
    const summary = element('summary');
    summary.append(element('span', 'severity', cause.severity), element('b', '', cause.heading));
    if (cause.state) summary.append(element('span', 'state', cause.state));
    if (cause.findings.length === 1 && cause.findings[0].path) {
      summary.append(element('span', 'path', cause.findings[0].path));
    }
    if (cause.attribution) summary.append(element('span', 'who', cause.attribution));
    const count = cause.findings.length;
    summary.append(element('span', 'count', count === 1 ? '1 finding' : count + ' findings'));
    made.append(summary);
    const fill = () => {
      if (made.childElementCount > 1) return;
      const body = element('div');
      for (const one of cause.findings) body.append(finding(one, cause.many));
      const facts = element('dl');
      labelled(facts, 'fix', cause.remedy);
      if (facts.childElementCount) body.append(facts);
      if (cause.command) body.append(element('pre', '', cause.command));
      made.append(body);
    };
    made.addEventListener('toggle', () => { if (made.open) fill(); });
    made.fill = fill;
    return made;
  };

  const groups = report.causes.map((cause) => ({
    cause,
    element: group(cause),
    text: [cause.heading, cause.attribution, cause.remedy,
      ...cause.findings.flatMap((one) => [one.resource, one.path, one.rule, one.message, one.attribution, one.origin,
        one.sides.git, one.sides.live, ...(one.sides.lines || [])])].join('\n').toLowerCase(),
  }));

  const matches = (entry, words) =>
    words.every((word) => entry.text.includes(word))
    && entry.cause.findings.some((one) =>
      (!chosen.severity.size || chosen.severity.has(one.severity))
      && (!chosen.category.size || chosen.category.has(one.category)));

  const show = () => {
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of groups) {
      const hidden = !matches(entry, words);
      if (entry.element.hidden !== hidden) entry.element.hidden = hidden;
      if (!hidden) count += entry.cause.findings.length;
    }
    byId('shown').textContent = count === report.total ? '' : count + ' of ' + report.total + ' findings';
  };

  const buttons = (place, field, names) => {
    const all = report.causes.flatMap((cause) => cause.findings);
    for (const name of names) {
      const count = all.filter((one) => one[field] === name).length;
      if (!count) continue;
      const made = element('button', name, name + ' ' + count);
      made.type = 'button';
      made.setAttribute('aria-pressed', 'false');
      made.addEventListener('click', () => {
        const on = made.getAttribute('aria-pressed') !== 'true';
        made.setAttribute('aria-pressed', String(on));
        if (on) chosen[field].add(name); else chosen[field].delete(name);
        show();
      });
      place.append(made);
    }
  };

  const visible = () => groups.map((entry) => entry.element).filter((it) => !it.hidden);
  const move = (step) => {
    const all = visible();
    const at = all.findIndex((it) => it.contains(document.activeElement));
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
    if (next) {
      next.firstElementChild.focus();
      next.scrollIntoView({ block: 'nearest' });
    }
  };
  const open = (whether) => visible().forEach((it) => { it.open = whether; });
  const clear = () => {
    byId('search').value = '';
    document.querySelectorAll('button[aria-pressed=true]').forEach((it) => it.click());
    show();
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') { clear(); byId('search').blur(); return; }
    if (event.target === byId('search')) return;
    const keys = {
      '/': () => byId('search').focus(),
      j: () => move(1),
      k: () => move(-1),
      e: () => open(true),
      c: () => open(false),
      '?': () => byId('keys').showModal(),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  window.addEventListener('beforeprint', () => visible().forEach((it) => { it.fill(); it.open = true; }));

  const answer = byId('answer');
  answer.textContent = report.answer;
  answer.className = report.level;
  document.title = 'Drift: ' + report.answer;
  for (const [label, text] of report.compared) labelled(byId('compared'), label, text);
  buttons(byId('severities'), 'severity', severities);
  buttons(byId('categories'), 'category', report.categories);
  let posture = false;
  for (const entry of groups) {
    if (entry.cause.posture && !posture) {
      posture = true;
      const title = element('h2', '', 'Posture ');
      title.append(element('small', '', 'risks and mistakes, whether or not they match Git'));
      byId('findings').append(title);
    }
    byId('findings').append(entry.element);
  }
  document.querySelector('nav').hidden = !groups.length;
  byId('search').addEventListener('input', show);
  for (const list of report.lists) {
    const title = element('h2', '', list.title + ' ');
    title.append(element('small', '', list.caption));
    const items = element('ul');
    for (const row of list.rows) items.append(element('li', '', row));
    byId('lists').append(title, items);
  }
  for (const sentence of report.closing) byId('closing').append(element('p', '', sentence));
  if (groups.length && groups.length <= 10) groups.forEach((entry) => { entry.element.open = true; });
})();
