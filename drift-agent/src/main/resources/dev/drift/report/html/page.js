// Shows a report, and the timeline of its target. Every text of them comes from a cluster or from Git, so it only ever
// becomes text: nothing here parses HTML.
'use strict';
const drift = (() => {
  const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
  const FEW = 10;
  const MINUTE = 60 * 1000;
  const HOUR = 60 * MINUTE;
  const DAY = 24 * HOUR;
  // How much of the past the timeline shows, and how far its marks are apart.
  const PERIODS = [
    { label: '1 h', length: HOUR, step: 10 * MINUTE },
    { label: '24 h', length: DAY, step: 4 * HOUR },
    { label: '7 days', length: 7 * DAY, step: DAY },
    { label: '30 days', length: 30 * DAY, step: 5 * DAY },
  ];

  const chosen = { severity: new Set(), category: new Set() };
  let report = null;
  let groups = [];
  let timeline = null;
  let rows = [];
  let period = null;
  let view = 'findings';

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
  const button = (className, text, onClick) => {
    const made = element('button', className, text);
    made.type = 'button';
    made.addEventListener('click', onClick);
    return made;
  };
  const counted = (number, noun) => number.toLocaleString('en') + ' ' + noun + (number === 1 ? '' : 's');

  // Times in UTC, as all reports have them.
  const day = (time) => new Date(time).toISOString().slice(5, 10);
  const clock = (time) => new Date(time).toISOString().slice(11, 16);
  const second = (time) => day(time) + ' ' + new Date(time).toISOString().slice(11, 19);
  // Without its day if that is today.
  const moment = (time) => {
    const today = time.slice(0, 10) === new Date().toISOString().slice(0, 10);
    return today ? second(time).slice(6) : second(time);
  };
  const length = (ms) =>
    ms < MINUTE ? Math.max(1, Math.round(ms / 1000)) + ' s'
      : ms < HOUR ? Math.floor(ms / MINUTE) + ' min'
        : ms < 2 * DAY ? Math.floor(ms / HOUR) + ' h' : Math.floor(ms / DAY) + ' days';

  // Puts the nodes into a place without moving those that stay: a node that moves loses the focus.
  const put = (place, wanted) => {
    const stay = new Set(wanted);
    for (const node of [...place.childNodes]) if (!stay.has(node)) node.remove();
    let at = place.firstChild;
    for (const node of wanted) {
      if (node === at) at = at.nextSibling;
      else place.insertBefore(node, at);
    }
  };

  // Rows of a unified diff beside one another: what was removed with what was added in its place.
  const pairs = (lines) => {
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
        return table(pairs(values.lines));
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

  // A part that is closed costs one line; what is in it is made when it is opened.
  const foldable = (className, summary, content) => {
    const made = element('details', className);
    made.append(summary);
    made.fill = () => {
      if (made.childElementCount > 1) return;
      const body = element('div');
      content(body);
      made.append(body);
    };
    made.addEventListener('toggle', () => { if (made.open) made.fill(); });
    return made;
  };

  const group = (cause) => {
    const summary = element('summary');
    summary.append(element('span', 'severity', cause.severity), element('b', '', cause.heading));
    if (cause.state) summary.append(element('span', 'state', cause.state));
    if (cause.findings.length === 1 && cause.findings[0].path) {
      summary.append(element('span', 'path', cause.findings[0].path));
    }
    if (cause.attribution) summary.append(element('span', 'who', cause.attribution));
    summary.append(element('span', 'count', counted(cause.findings.length, 'finding')));
    return foldable(cause.severity, summary, (body) => {
      for (const one of cause.findings) body.append(finding(one, cause.many));
      const facts = element('dl');
      labelled(facts, 'fix', cause.remedy);
      if (facts.childElementCount) body.append(facts);
      if (cause.command) body.append(element('pre', '', cause.command));
    });
  };

  const entry = (cause, key, content) => ({
    key,
    content,
    cause,
    element: group(cause),
    text: [cause.heading, cause.attribution, cause.remedy,
      ...cause.findings.flatMap((one) => [one.resource, one.path, one.rule, one.message, one.attribution, one.origin,
        one.sides.git, one.sides.live, ...(one.sides.lines || [])])].join('\n').toLowerCase(),
  });

  // The groups of a report; those that did not change since the last one stay as they are.
  const grouped = (causes) => {
    const before = new Map(groups.map((it) => [it.key, it]));
    const numbers = new Map();
    return causes.map((cause) => {
      const name = [cause.posture, cause.state, cause.heading].join('\n');
      const number = (numbers.get(name) || 0) + 1;
      numbers.set(name, number);
      const key = name + '\n' + number;
      const content = JSON.stringify(cause);
      const last = before.get(key);
      if (last && last.content === content) return last;
      const made = entry(cause, key, content);
      if (last && last.element.open) {
        made.element.fill();
        made.element.open = true;
      }
      if (!last && report) made.element.classList.add('fresh');
      made.focused = Boolean(last) && last.element.contains(document.activeElement);
      return made;
    });
  };

  const postureTitle = element('h2', '', 'Posture ');
  postureTitle.append(element('small', '', 'risks and mistakes, whether or not they match Git'));

  const times = (row, now) => {
    const from = day(row.onset) + ' ' + clock(row.onset);
    const lasted = length(Math.max(0, (row.ended ? Date.parse(row.ended) : now) - Date.parse(row.onset)));
    if (!row.ended) {
      const unseen = row.notSeenSince;
      return 'since ' + from + ', ' + lasted
        + (unseen ? ', not seen since ' + day(unseen) + ' ' + clock(unseen) : '');
    }
    const to = (day(row.onset) === day(row.ended) ? '' : day(row.ended) + ' ') + clock(row.ended);
    return from + ' to ' + to + ', ' + lasted;
  };

  const position = (time) => {
    const end = Date.parse(timeline.at);
    const share = (time - (end - period.length)) / period.length;
    return Math.min(1, Math.max(0, share)) * 100;
  };

  const bar = (row) => {
    const track = element('span', 'track');
    const part = (className, from, to) => {
      const made = element('span', className);
      const left = position(from);
      made.style.left = left + '%';
      made.style.width = Math.max(0, position(to) - left) + '%';
      track.append(made);
    };
    const end = row.ended ? Date.parse(row.ended) : Date.parse(timeline.at);
    const seen = row.notSeenSince && !row.ended ? Math.min(end, Date.parse(row.notSeenSince)) : end;
    part(row.ended ? 'bar over' : 'bar', Date.parse(row.onset), seen);
    if (seen < end) part('bar unseen', seen, end);
    for (const act of row.acts) part('act', Date.parse(act.at), Date.parse(act.at));
    return track;
  };

  const span = (row) => {
    const now = Date.parse(timeline.at);
    const summary = element('summary');
    const what = element('span', 'what');
    what.append(element('b', '', row.resource));
    const last = row.acts.at(-1);
    if (last) what.append(element('span', 'state', last.action + ' ' + last.outcome));
    if (row.path) what.append(element('span', 'path', row.path));
    summary.append(
      element('span', 'severity', row.severity), what,
      element('span', 'when', times(row, now)), bar(row));
    return foldable(row.severity + ' span', summary, (body) => {
      const head = element('div', 'head');
      head.append(
        element('span', 'rule', row.rule),
        element('span', 'rule', row.category + (row.type === 'posture' ? ', posture' : '')));
      body.append(head, element('p', '', row.message));
      const facts = element('dl');
      labelled(facts, 'began', second(row.onset) + ' UTC');
      if (row.ended) {
        labelled(facts, 'ended', second(row.ended) + ' UTC');
      } else if (row.notSeenSince) {
        labelled(facts, 'not seen since', second(row.notSeenSince) + ' UTC, when Drift could not look');
      }
      labelled(facts, 'by', row.attribution);
      for (const act of row.acts) {
        labelled(facts, act.action, second(act.at) + ' UTC, ' + act.outcome + ': ' + act.sentence);
      }
      body.append(facts);
    });
  };

  const axis = () => {
    const made = element('div', 'axis');
    const track = element('span', 'track');
    const end = Date.parse(timeline.at);
    // From the first full step on, so that marks are at round times.
    for (let at = Math.ceil((end - period.length) / period.step) * period.step; at < end; at += period.step) {
      const left = position(at);
      if (left > 92) break;
      const mark = element('span', 'mark', period.step < DAY ? clock(at) : day(at));
      mark.style.left = left + '%';
      track.append(mark);
    }
    track.append(element('span', 'mark now', 'now'));
    made.append(track);
    return made;
  };

  const inPeriod = (row) => !row.ended || Date.parse(row.ended) >= Date.parse(timeline.at) - period.length;

  const drawTimeline = () => {
    const opened = new Set(rows.filter((it) => it.element.open).map((it) => it.key));
    const focused = rows.find((it) => it.element.contains(document.activeElement))?.key;
    const pressed = byId('timeline').contains(document.activeElement) ? document.activeElement.value : '';
    rows = timeline.rows.filter(inPeriod).map((row) => {
      const made = {
        key: [row.onset, row.rule, row.resource, row.path].join('\n'),
        row,
        element: span(row),
        text: [row.resource, row.path, row.rule, row.message, row.attribution, row.severity,
          ...row.acts.flatMap((act) => [act.action, act.outcome, act.sentence])].join('\n').toLowerCase(),
      };
      if (opened.has(made.key)) {
        made.element.fill();
        made.element.open = true;
      }
      return made;
    });
    const choice = element('div', 'periods');
    choice.setAttribute('role', 'group');
    choice.setAttribute('aria-label', 'Period');
    for (const one of PERIODS) {
      const made = button('', one.label, () => {
        period = one;
        drawTimeline();
        show();
      });
      made.value = one.label;
      made.setAttribute('aria-pressed', String(one === period));
      choice.append(made);
    }
    const place = byId('timeline');
    place.replaceChildren(choice);
    if (rows.length) place.append(axis(), ...rows.map((it) => it.element));
    else place.append(element('p', 'rule', 'Nothing was found in this time.'));
    if (timeline.more) {
      place.append(element('p', 'rule',
        counted(timeline.more, 'older finding') + ' not shown; drift history lists all.'));
    }
    const again = rows.find((it) => it.key === focused)?.element.firstElementChild
      || [...choice.children].find((it) => it.value === pressed);
    again?.focus({ preventScroll: true });
  };

  const entries = () => (view === 'timeline' ? rows : groups);
  const matches = (it, words) =>
    words.every((word) => it.text.includes(word))
    && (it.row ? [it.row] : it.cause.findings).some((one) =>
      (!chosen.severity.size || chosen.severity.has(one.severity))
      && (!chosen.category.size || chosen.category.has(one.category)));

  const show = () => {
    const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    let all = 0;
    for (const it of entries()) {
      const hidden = !matches(it, words);
      if (it.element.hidden !== hidden) it.element.hidden = hidden;
      const size = it.row ? 1 : it.cause.findings.length;
      all += size;
      if (!hidden) count += size;
    }
    postureTitle.hidden = !groups.some((it) => it.cause.posture && !it.element.hidden);
    byId('shown').textContent = count === all ? '' : count + ' of ' + all + ' findings';
  };

  const buttons = (place, field, names) => {
    const all = view === 'timeline' ? rows.map((it) => it.row) : groups.flatMap((it) => it.cause.findings);
    const focused = place.contains(document.activeElement) ? document.activeElement.value : '';
    const made = [];
    for (const name of names) {
      const count = all.filter((one) => one[field] === name).length;
      if (!count && !chosen[field].has(name)) continue;
      const one = button(name, name + ' ' + count, () => {
        const on = !chosen[field].delete(name);
        if (on) chosen[field].add(name);
        one.setAttribute('aria-pressed', String(on));
        show();
      });
      one.value = name;
      one.setAttribute('aria-pressed', String(chosen[field].has(name)));
      made.push(one);
    }
    place.replaceChildren(...made);
    made.find((it) => it.value === focused)?.focus({ preventScroll: true });
  };

  const refresh = () => {
    const recorded = Boolean(timeline && timeline.recorded);
    if (!recorded) view = 'findings';
    byId('views').hidden = !recorded;
    for (const it of byId('views').children) it.setAttribute('aria-pressed', String(it.value === view));
    byId('findings').hidden = view !== 'findings';
    byId('timeline').hidden = view !== 'timeline';
    buttons(byId('severities'), 'severity', SEVERITIES);
    buttons(byId('categories'), 'category', report ? report.categories : []);
    document.querySelector('nav').hidden = !report || (!groups.length && !recorded);
    show();
  };

  const showView = (wanted) => {
    view = wanted;
    refresh();
  };

  const showReport = (next) => {
    const first = !report;
    groups = grouped(next.causes);
    report = next;
    const answer = byId('answer');
    if (answer.textContent !== report.answer) answer.textContent = report.answer;
    answer.className = report.level;
    const compared = byId('compared');
    compared.replaceChildren();
    for (const [label, text] of report.compared) labelled(compared, label, text);
    const nodes = [];
    let posture = false;
    for (const it of groups) {
      if (it.cause.posture && !posture) {
        posture = true;
        nodes.push(postureTitle);
      }
      nodes.push(it.element);
    }
    if (report.left) {
      nodes.push(element('p', 'rule', 'and ' + counted(report.left, 'more finding') + '; drift check lists all'));
    }
    put(byId('findings'), nodes);
    groups.find((it) => it.focused)?.element.firstElementChild.focus({ preventScroll: true });
    byId('lists').replaceChildren();
    for (const list of report.lists) {
      const title = element('h2', '', list.title + ' ');
      title.append(element('small', '', list.caption));
      const items = element('ul');
      for (const row of list.rows) items.append(element('li', '', row));
      byId('lists').append(title, items);
    }
    byId('closing').replaceChildren(...report.closing.map((sentence) => element('p', '', sentence)));
    if (first && groups.length <= FEW) groups.forEach((it) => { it.element.open = true; });
    refresh();
  };

  const showTimeline = (next) => {
    timeline = next;
    if (timeline.recorded) {
      const end = Date.parse(timeline.at);
      const reaches = (one) => timeline.rows.every((row) => Date.parse(row.onset) >= end - one.length);
      period = period || PERIODS.find(reaches) || PERIODS.at(-1);
      drawTimeline();
    }
    refresh();
  };

  const clearFilter = () => {
    byId('search').value = '';
    chosen.severity.clear();
    chosen.category.clear();
    refresh();
  };

  // Shows nothing any more.
  const clear = () => {
    report = null;
    groups = [];
    timeline = null;
    rows = [];
    period = null;
    for (const id of ['answer', 'compared', 'findings', 'timeline', 'lists', 'closing']) byId(id).replaceChildren();
    refresh();
  };

  const visible = () => entries().map((it) => it.element).filter((it) => !it.hidden);
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
  const keys = {
    '/': () => byId('search').focus(),
    j: () => move(1),
    k: () => move(-1),
    e: () => open(true),
    c: () => open(false),
    t: () => { if (!byId('views').hidden) showView(view === 'timeline' ? 'findings' : 'timeline'); },
    '?': () => byId('keys').showModal(),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId('keys').open) return;
    if (event.key === 'Escape') {
      clearFilter();
      byId('search').blur();
      return;
    }
    if (event.target instanceof HTMLInputElement) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  let printed = [];
  window.addEventListener('beforeprint', () => {
    printed = visible().filter((it) => !it.open);
    printed.forEach((it) => {
      it.fill();
      it.open = true;
    });
  });
  window.addEventListener('afterprint', () => printed.forEach((it) => { it.open = false; }));
  byId('search').addEventListener('input', show);
  for (const it of byId('views').children) it.addEventListener('click', () => showView(it.value));

  const data = JSON.parse(byId('report').textContent);
  if (data.report) {
    document.title = 'Drift: ' + data.report.answer;
    showReport(data.report);
    showTimeline(data.timeline);
  }
  const isTimelineShown = () => view === 'timeline';
  return { data, element, button, keys, moment, counted, showReport, showTimeline, isTimelineShown, clear };
})();
