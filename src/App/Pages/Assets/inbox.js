'use strict';

// Keeps the inbox live: asks for the callbacks after the newest one shown and puts them on top. Those already shown
// stay as they are, so that what somebody has unfolded stays unfolded.
(() => {
  const everyMs = 2000;
  const backOffMsMax = 30000;
  let failures = 0;
  let timer = 0;

  const list = () => document.getElementById('callbacks');

  async function ask() {
    try {
      const newest = list().firstElementChild?.id ?? '';
      const path = `${location.pathname}?after=${encodeURIComponent(newest.replace(/^callback-/, ''))}`;
      const response = await fetch(path, { headers: { Accept: 'text/html' }, cache: 'no-store' });
      if (!response.ok) {
        throw new Error(`The server answered ${response.status}.`);
      }
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
      show([...fresh.getElementById('callbacks').children]);
      failures = 0;
    } catch {
      failures += 1;
    }
    schedule();
  }

  function show(items) {
    const unseen = items.filter((item) => !document.getElementById(item.id)).map((item) => document.adoptNode(item));
    if (unseen.length === 0) {
      return;
    }
    unseen.forEach((item) => item.classList.add('fresh'));
    list().prepend(...unseen);
    document.getElementById('empty').hidden = true;
    const count = list().children.length;
    document.getElementById('count').textContent = count === 1 ? '1 callback' : `${count} callbacks`;
  }

  function schedule() {
    clearTimeout(timer);
    if (!document.hidden) {
      timer = setTimeout(ask, Math.min(backOffMsMax, everyMs * 2 ** failures));
    }
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : ask()));
  schedule();
})();
