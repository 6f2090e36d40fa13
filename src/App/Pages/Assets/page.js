'use strict';

// What every page has: copy buttons. <button data-copy="id"> copies the value or text of the element with that id.
(() => {
  document.documentElement.classList.add('scripts');

  const feedbackMs = 2000;

  function announce(text) {
    const announcer = document.getElementById('announcer');
    announcer.textContent = '';
    announcer.textContent = text;
  }

  function select(source) {
    if (source instanceof HTMLInputElement) {
      source.focus();
      source.select();
      return;
    }
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  // The clipboard exists in secure contexts only and may be denied; the old command works elsewhere; at worst the text
  // is left selected for the keyboard.
  async function copy(source) {
    try {
      await navigator.clipboard.writeText(source.value ?? source.textContent);
      return true;
    } catch {
      select(source);
      return document.execCommand('copy');
    }
  }

  document.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button || button.dataset.label) {
      return;
    }
    const copied = await copy(document.getElementById(button.dataset.copy));
    // A button whose name says more than "Copy" keeps the rest in a second element, unseen.
    const label = button.firstElementChild ?? button;
    button.dataset.label = label.textContent;
    label.textContent = copied ? 'Copied' : 'Press Ctrl+C';
    announce(copied ? 'Copied' : 'The text is selected. Press Control C to copy it.');
    setTimeout(() => {
      label.textContent = button.dataset.label;
      delete button.dataset.label;
    }, feedbackMs);
  });

  window.fulgurite = { announce };
})();
