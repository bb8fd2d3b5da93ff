// Follows what the daemon knows: asks its API who is there, and asks again for what has changed. The token is kept for
// as long as the tab is open, and is only ever sent as a header to the server that the page comes from.
'use strict';
(() => {
  const KEY = 'drift-token';
  const EVERY = 2000;
  // What is recorded is written some time after it was found.
  const RECORDED = 10 * 1000;
  const PATIENCE = 30 * 1000;
  const NOTHING = { target: null, update: null, recorded: null, stale: false, asked: 0 };

  const byId = (id) => document.getElementById(id);
  let token = sessionStorage.getItem(KEY) || '';
  let chosen = '';
  try {
    chosen = decodeURIComponent(location.hash.slice(1));
  } catch {
    // Nobody links like that; the first target is shown.
  }
  // What is shown: the name of the target, when it last changed, whether it has a record (null if that is not known),
  // whether its timeline is older than its findings, and when that was asked for.
  let shown = NOTHING;
  let answered = null;
  let timer = 0;

  class Refused extends Error {}

  // The daemon answered, and says why it has nothing to show.
  class Answered extends Error {}

  const get = async (path) => {
    const response = await fetch('api/v1/' + path, {
      headers: token ? { Authorization: 'Bearer ' + token } : {},
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 401) throw new Refused();
    const body = await response.json();
    if (!response.ok) throw new Answered(body.error.message);
    return body;
  };

  const ask = (why) => {
    clearTimeout(timer);
    token = '';
    sessionStorage.removeItem(KEY);
    shown = NOTHING;
    drift.clear();
    document.title = 'Drift';
    byId('live').hidden = true;
    const closed = !drift.data.live.open;
    byId('ask').hidden = closed;
    if (closed) {
      byId('answer').textContent = 'This daemon shows nothing: it has no token.';
      byId('closing').replaceChildren(drift.element('p', '',
        'Set serve.token in its drift.yaml and restart it, then open this page again.'));
      return;
    }
    byId('refused').textContent = why;
    byId('token').value = '';
    byId('token').focus();
  };

  const line = (className, text) => drift.element('p', className, text);

  // What a reader must know before believing what the page shows.
  const stateOf = (target, leader) => {
    const lines = [];
    if (!leader) lines.push(line('warning', 'This replica stands by; another one watches and has the findings.'));
    if (target.failure) {
      lines.push(line('error', 'The check fails since ' + drift.moment(target.failure.since) + ' UTC: '
        + target.failure.sentence + (target.lastCheck ? ' What is shown is from before.' : '')));
    }
    for (const kind of target.stale) {
      lines.push(line('warning',
        'Drift cannot see ' + kind.kind + ' since ' + drift.moment(kind.since) + ' UTC: ' + kind.reason));
    }
    if (!target.lastUpdate) {
      if (leader && !target.failure) lines.push(line('', 'The first check is under way.'));
      return lines;
    }
    const times = 'Last change ' + drift.moment(target.lastUpdate) + ' UTC'
      + (target.nextCheck ? ', next full check ' + drift.moment(target.nextCheck) : '') + '.';
    const current = target.watching && !target.failure && !target.stale.length;
    lines.push(line(current ? 'success' : '', (current ? 'Live. ' : '') + times));
    return lines;
  };

  const badge = (target) => {
    if (!target.summary) return target.failure ? 'failing' : 'not checked yet';
    return target.summary.drift ? drift.counted(target.summary.drift, 'difference')
      : target.failure ? 'failing' : target.complete ? 'no drift' : 'incomplete';
  };

  const showTargets = (targets, target) => {
    const made = targets.length < 2 ? [] : targets.map((it) => {
      const one = drift.button('', it.name + ' ', () => choose(it.name));
      one.value = it.name;
      one.append(drift.element('small', '', badge(it)));
      one.setAttribute('aria-pressed', String(it === target));
      return one;
    });
    const place = byId('targets');
    const same = place.childElementCount === made.length && made.every((it, i) => it.isEqualNode(place.children[i]));
    if (!same) {
      const focused = place.contains(document.activeElement) ? document.activeElement.value : null;
      place.replaceChildren(...made);
      made.find((it) => it.value === focused)?.focus();
    }
  };

  const setState = (lines) => {
    const place = byId('state');
    const same = place.childElementCount === lines.length && lines.every((it, i) => it.isEqualNode(place.children[i]));
    if (!same) place.replaceChildren(...lines);
  };

  const choose = (name) => {
    chosen = name;
    history.replaceState(null, '', '#' + encodeURIComponent(name));
    follow();
  };

  let running = 0;

  // A later one ends it: another target was chosen meanwhile, or the token forgotten.
  const update = async (mine) => {
    const { targets } = await get('targets');
    if (mine !== running) return;
    answered = new Date().toISOString();
    byId('ask').hidden = true;
    byId('live').hidden = false;
    byId('forget').hidden = !token;
    if (token) sessionStorage.setItem(KEY, token);
    const target = targets.find((it) => it.name === chosen) || targets[0];
    if (!target) {
      drift.clear();
      byId('answer').textContent = 'This daemon follows no target.';
      byId('closing').replaceChildren(drift.element('p', '',
        'Agents of a fleet keep what they found in their store: use drift status and drift history.'));
      return;
    }
    if (shown.target !== target.name) {
      drift.clear();
      shown = { ...NOTHING, target: target.name };
    }
    showTargets(targets, target);
    const path = 'targets/' + encodeURIComponent(target.name);
    if (!target.lastUpdate) {
      const { leader } = await get('version');
      if (mine !== running) return;
      setState(stateOf(target, leader));
      byId('answer').textContent = leader ? 'Not compared yet.' : 'Standing by.';
      return;
    }
    if (target.lastUpdate !== shown.update) {
      const report = await get(path + '/page');
      if (mine !== running) return;
      drift.showReport(report);
      document.title = 'Drift' + (targets.length > 1 ? ' ' + target.name : '') + ': ' + report.answer;
      shown.update = target.lastUpdate;
      shown.stale = true;
    }
    const lines = stateOf(target, true);
    // Without a record there is no timeline, also later.
    const looking = drift.isTimelineShown() && (shown.stale || Date.now() - shown.asked > RECORDED);
    if (shown.recorded === null || (shown.recorded && looking)) {
      try {
        const timeline = await get(path + '/timeline');
        if (mine !== running) return;
        drift.showTimeline(timeline);
        shown = { ...shown, recorded: timeline.recorded, stale: false, asked: Date.now() };
      } catch (e) {
        if (!(e instanceof Answered)) throw e;
        lines.push(line('warning', 'There is no timeline at present: ' + e.message));
      }
    }
    if (mine === running) setState(lines);
  };

  const follow = async () => {
    clearTimeout(timer);
    const mine = ++running;
    try {
      await update(mine);
    } catch (e) {
      if (mine !== running) return;
      if (e instanceof Refused) {
        ask(token
          ? 'The daemon refused this token. It takes the one that serve.token in its drift.yaml refers to.' : '');
        return;
      }
      byId('live').hidden = false;
      const what = e instanceof Answered ? 'The daemon answered: ' + e.message
        : 'No answer from the daemon' + (answered ? ' since ' + drift.moment(answered) + ' UTC.' : '.');
      setState([line('error', what + (shown.update ? ' What is shown may be out of date.' : '') + ' Trying again.')]);
    }
    if (mine === running) timer = setTimeout(follow, EVERY);
  };

  byId('ask').addEventListener('submit', (event) => {
    event.preventDefault();
    token = byId('token').value.trim();
    follow();
  });
  byId('forget').addEventListener('click', () => {
    running++;
    ask('');
  });
  // What a browser held back while the tab was out of sight is asked for at once.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && byId('ask').hidden) follow();
  });
  for (let number = 1; number <= 9; number++) {
    drift.keys[number] = () => byId('targets').children[number - 1]?.click();
  }
  if (!drift.data.live.open) ask('');
  else follow();
})();
