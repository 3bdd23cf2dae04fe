/** What every page does: themes, elements, the state of filters in the address. */

const THEMES = ['auto', 'light', 'dark'] as const;
const THEME_KEY = 'bulwark-theme';

/** Lets the button go round the themes. A page that is opened as a file may have no storage. */
export function startTheme(button: HTMLElement): void {
  let theme = THEMES.indexOf(stored() as (typeof THEMES)[number]);
  const show = (): void => {
    const name = THEMES[theme] ?? 'auto';
    button.textContent = `Theme: ${name}`;
    if (name === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = name;
  };
  if (theme === -1) theme = 0;
  show();
  button.hidden = false;
  button.addEventListener('click', () => {
    theme = (theme + 1) % THEMES.length;
    show();
    try {
      localStorage.setItem(THEME_KEY, THEMES[theme] ?? 'auto');
    } catch {
      // Then it holds for this visit alone.
    }
  });
}

function stored(): string {
  try {
    return localStorage.getItem(THEME_KEY) ?? 'auto';
  } catch {
    return 'auto';
  }
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element with attributes and children; text is only ever text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: readonly (Node | string | undefined)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  for (const child of children) if (child !== undefined) made.append(child);
  return made;
}

export function byId<T extends HTMLElement>(id: string, type: new () => T): T | undefined {
  const found = document.querySelector(`#${id}`);
  return found instanceof type ? found : undefined;
}

/** The state of a page as it stands behind the # of its address. */
export function readHash(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1));
}

export function writeHash(state: URLSearchParams): void {
  const text = state.toString();
  try {
    history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
  } catch {
    // A sandboxed frame may forbid it; nothing is lost but a link.
  }
}

/** Calls `act` when nothing has happened for a moment. */
export function whenQuiet(act: () => void, milliseconds: number): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, milliseconds);
  };
}

/** `/` goes to the search, wherever one is; Escape empties it. */
export function startSearchKey(search: HTMLInputElement): void {
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof HTMLElement && /^(?:INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });
}
