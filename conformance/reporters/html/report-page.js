// What the page does by itself: a theme, filters, copies. Without it, all of the report can be read all the same.

/** @param {string} text */
const say = (text) => {
  const said = document.getElementById('said');
  if (said !== null) said.textContent = text;
};

const setUpTheme = () => {
  const button = document.getElementById('theme');
  if (button === null) return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem('conformance-theme');
  } catch {
    // A page from a file may have no storage; then the choice lasts as long as the page.
  }
  const isDark = () => (chosen === null ? dark.matches : chosen === 'dark');
  const show = () => {
    if (chosen === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    button.setAttribute('aria-pressed', String(isDark()));
  };
  button.addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('conformance-theme', chosen);
    } catch {
      // As above.
    }
    show();
  });
  dark.addEventListener('change', show);
  button.hidden = false;
  show();
};

const filterNames = ['verdict', 'level', 'operation', 'kind'];

/** @param {HTMLFormElement} form */
const setUpFilters = (form) => {
  const id = form.id.replace(/-filters$/, '');
  const shown = document.getElementById(`${id}-shown`);
  const rows = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`#${id}-list > tbody > tr`))].map(
    (row) => ({ row, text: (row.textContent ?? '').toLowerCase() }),
  );
  const apply = () => {
    const wanted = new FormData(form);
    const words = String(wanted.get('search') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    let count = 0;
    for (const { row, text } of rows) {
      const isWanted =
        filterNames.every((name) => ['', row.dataset[name]].includes(String(wanted.get(name) ?? ''))) &&
        words.every((word) => text.includes(word));
      row.hidden = !isWanted;
      if (isWanted) count++;
    }
    if (shown === null) return;
    const all = `${rows.length.toLocaleString('en')} clause${rows.length === 1 ? '' : 's'}`;
    if (count === rows.length) shown.textContent = all;
    else shown.textContent = count === 0 ? `None of ${all} matches.` : `${count.toLocaleString('en')} of ${all}`;
  };
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  // The fields are empty only once the event is over.
  form.addEventListener('reset', () => setTimeout(apply));
  form.hidden = false;
  // A browser that comes back to the page may have kept what was typed.
  apply();
  return { id, apply, form };
};

/** @param {ReturnType<typeof setUpFilters>[]} lists */
const setUpLinks = (lists) => {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('a[data-filter]'))) {
    link.addEventListener('click', () => {
      const list = lists.find(({ id }) => id === link.dataset.filter);
      if (list === undefined) return;
      for (const name of ['search', ...filterNames]) {
        const field = list.form.elements.namedItem(name);
        if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
          field.value = link.dataset[name] ?? '';
      }
      list.apply();
    });
  }
};

/** @param {string} text */
const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where a page from a file may not do that, the old way works.
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    const isCopied = document.execCommand('copy');
    area.remove();
    return isCopied;
  }
};

const copiedMs = 2000;

const setUpCopies = () => {
  // One for all buttons, since there is one place where they say it.
  /** @type {number | undefined} */
  let silence;
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-copy]'))) {
    const label = button.firstChild;
    /** @type {number | undefined} */
    let restoring;
    button.addEventListener('click', async () => {
      const isCopied = await copy(button.dataset.copy ?? '');
      button.focus();
      clearTimeout(silence);
      say(isCopied ? 'Copied.' : 'The browser does not allow to copy.');
      if (!isCopied || label === null) return;
      label.nodeValue = 'Copied';
      clearTimeout(restoring);
      restoring = setTimeout(() => {
        label.nodeValue = 'Copy';
      }, copiedMs);
      silence = setTimeout(() => say(''), copiedMs);
    });
    button.hidden = false;
  }
};

setUpTheme();
setUpLinks(
  [.../** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form.filters'))].map(setUpFilters),
);
setUpCopies();
