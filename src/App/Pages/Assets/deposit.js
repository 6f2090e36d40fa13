'use strict';

// Keeps the deposit page live: counts down, asks for the status, and swaps in the page that the server renders when the
// status has changed.
(() => {
  const finalStatuses = new Set(['paid', 'expired', 'canceled']);
  const secondMs = 1000;
  const backOffMsMax = 30 * secondMs;
  const answerMsMax = 10 * secondMs;

  const openedAt = Date.now();
  let failures = 0;
  let timer = 0;
  let isAsking = false;
  let clockAheadMs = 0;
  let secondsShown = 0;

  const deposit = () => document.getElementById('deposit');
  const isFinal = () => finalStatuses.has(deposit().dataset.status);

  // The visitor's clock may be wrong: time is what the server said plus what has passed since.
  function readClock() {
    clockAheadMs = Date.now() - Number(deposit().dataset.now);
  }

  function secondsLeft() {
    const nowMs = Date.now() - clockAheadMs;
    return Math.ceil((Number(deposit().dataset.expires) * secondMs - nowMs) / secondMs);
  }

  function format(seconds) {
    const two = (number) => String(number).padStart(2, '0');
    const days = Math.floor(seconds / 86400);
    const hours = Math.floor(seconds / 3600) % 24;
    const minutes = Math.floor(seconds / 60) % 60;
    const clock = `${two(minutes)}:${two(seconds % 60)}`;
    const long = days || hours ? `${two(hours)}:${clock}` : clock;
    return days ? `${days} d ${long}` : long;
  }

  function get(path, type) {
    return fetch(path, { headers: { Accept: type }, cache: 'no-store', signal: AbortSignal.timeout(answerMsMax) })
      .then((response) => {
        if (!response.ok) {
          throw new Error(`The server answered ${response.status}.`);
        }
        return response;
      });
  }

  function replaceContent(fresh) {
    const old = deposit();
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(fresh);
    window.fulgurite.announce(document.getElementById('state').textContent);
    if (hadFocus) {
      document.getElementById('amount').focus();
    }
  }

  async function refresh() {
    const response = await get(location.pathname, 'text/html');
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const content = fresh.getElementById('deposit');
    if (content && content.dataset.stage !== deposit().dataset.stage) {
      document.title = fresh.title;
      replaceContent(document.adoptNode(content));
    } else if (content) {
      deposit().dataset.now = content.dataset.now;
    }
    readClock();
    tick();
  }

  function tick() {
    const countdown = document.getElementById('countdown');
    if (!countdown) {
      return;
    }
    const left = Math.max(0, secondsLeft());
    countdown.textContent = format(left);
    if (left <= 60 && secondsShown > 60) {
      window.fulgurite.announce('One minute left to pay.');
    }
    secondsShown = left;
    if (left === 0 && failures === 0 && !isAsking && !document.hidden) {
      ask();
    }
  }

  function needsRefresh(status) {
    const { dataset } = deposit();
    return status !== dataset.status || (dataset.stage === 'waiting' && secondsLeft() <= 0);
  }

  async function ask() {
    clearTimeout(timer);
    isAsking = true;
    try {
      const { status } = await (await get(deposit().dataset.statusPath, 'application/json')).json();
      if (needsRefresh(status)) {
        await refresh();
      }
      failures = 0;
    } catch {
      failures += 1;
    }
    isAsking = false;
    document.getElementById('offline').hidden = failures < 3;
    schedule();
  }

  // Once a second while somebody is likely to be paying, then calmer; after failures doubling up to half a minute.
  function delayMs() {
    if (failures > 0) {
      return Math.min(backOffMsMax, secondMs * 2 ** failures);
    }
    const openMs = Date.now() - openedAt;
    return openMs < 120 * secondMs ? secondMs : openMs < 600 * secondMs ? 2 * secondMs : 5 * secondMs;
  }

  function schedule() {
    clearTimeout(timer);
    if (!isFinal() && !document.hidden) {
      timer = setTimeout(ask, delayMs());
    }
  }

  async function payFromSandbox(button) {
    const problem = document.getElementById('sandbox-problem');
    problem.hidden = true;
    button.disabled = true;
    try {
      const body = JSON.stringify({ payment_request: document.getElementById('invoice').value, outcome: 'settle' });
      const response = await fetch('/sandbox/pay', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body,
      });
      if (!response.ok) {
        throw new Error(`The sandbox answered ${response.status}.`);
      }
    } catch {
      problem.textContent = 'The sandbox could not pay this invoice.';
      problem.hidden = false;
      button.disabled = false;
    }
  }

  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (!document.hidden && !isFinal() && !isAsking) {
      ask();
    }
  });

  document.addEventListener('click', (event) => {
    const button = event.target.closest('#sandbox-pay');
    if (button) {
      payFromSandbox(button);
    }
  });

  document.addEventListener('focusin', (event) => {
    if (event.target.id === 'invoice') {
      event.target.select();
    }
  });

  readClock();
  tick();
  setInterval(tick, secondMs);
  schedule();
})();
