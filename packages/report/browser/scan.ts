/** The script of a scan's page: filters and the list, of which so much is there as was scrolled to. */
import type { ScanData } from '../src/html/scan-data.ts';
import { Finder, type Filter, type Match } from './filter.ts';
import { objectCard } from './object-card.ts';
import { byId, readHash, startSearchKey, startTheme, whenQuiet, writeHash } from './shell.ts';

/** Findings that are written at once: about two screens of them. */
const BATCH = 40;
/** Findings that are printed; more is a book. */
const PRINTED = 3000;
const PICKS = ['namespace', 'kind', 'control'] as const;

const theme = byId('theme', HTMLElement);
if (theme !== undefined) startTheme(theme);

const form = byId('filters', HTMLFormElement);
const list = byId('objects', HTMLElement);
if (form !== undefined && list !== undefined) startList(form, list);

function startList(filters: HTMLFormElement, objects: HTMLElement): void {
  const data = JSON.parse(byId('data', HTMLElement)?.textContent ?? '') as ScanData;
  const finder = new Finder(data);
  const total = data.objects.reduce((sum, { findings }) => sum + findings.length, 0);
  const search = byId('search', HTMLInputElement);
  const more = byId('more', HTMLButtonElement);
  const boxes = [...filters.querySelectorAll<HTMLInputElement>('input[name="severity"]')];
  let matches: readonly Match[] = [];
  let written = 0;

  const write = (count: number): void => {
    const page = document.createDocumentFragment();
    for (let left = count; left > 0 && written < matches.length; written++) {
      const match = matches[written];
      if (match === undefined) continue;
      page.append(objectCard(match, data));
      left -= Math.min(match.findings.length, BATCH);
    }
    objects.append(page);
    if (more !== undefined) {
      more.hidden = written >= matches.length;
      more.textContent = `Show more: ${matches.length - written} objects are left`;
    }
  };

  const apply = (): void => {
    const filter = filterOf(search, boxes);
    matches = finder.matches(filter);
    written = 0;
    objects.replaceChildren();
    write(BATCH);
    const shown = matches.reduce((sum, { findings }) => sum + findings.length, 0);
    const status = byId('status', HTMLElement);
    if (status !== undefined)
      status.textContent = `${shown} of ${total} findings in ${matches.length} of ${data.objects.length} objects`;
    const empty = byId('empty', HTMLElement);
    if (empty !== undefined) empty.hidden = matches.length > 0;
    writeHash(stateOf(filter, boxes.length));
  };

  restore(search, boxes);
  filters.hidden = false;
  filters.addEventListener('input', whenQuiet(apply, 120));
  filters.addEventListener('reset', () => setTimeout(apply));
  filters.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('beforeprint', () => {
    write(PRINTED);
    // What is folded on a screen would be missing on paper.
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details.card')) details.open = true;
  });
  if (search !== undefined) startSearchKey(search);
  if (more !== undefined) {
    more.addEventListener('click', () => write(BATCH));
    new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && write(BATCH), {
      rootMargin: '800px',
    }).observe(more);
  }
  apply();
}

function filterOf(search: HTMLInputElement | undefined, boxes: readonly HTMLInputElement[]): Filter {
  const picked = (id: (typeof PICKS)[number]): string | undefined => {
    const value = byId(id, HTMLSelectElement)?.value ?? '';
    // A value begins with `=`, because a namespace may be none.
    return value === '' ? undefined : value.slice(1);
  };
  return {
    words: (search?.value ?? '')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
    severities: new Set(boxes.filter((box) => box.checked).map((box) => Number(box.value))),
    namespace: picked('namespace'),
    kind: picked('kind'),
    control: picked('control'),
  };
}

function stateOf(filter: Filter, severities: number): URLSearchParams {
  const state = new URLSearchParams();
  if (filter.words.length > 0) state.set('q', filter.words.join(' '));
  if (filter.severities.size < severities) state.set('severity', [...filter.severities].join(' '));
  for (const pick of PICKS) {
    const value = filter[pick];
    if (value !== undefined) state.set(pick, value);
  }
  return state;
}

function restore(search: HTMLInputElement | undefined, boxes: readonly HTMLInputElement[]): void {
  const state = readHash();
  if (search !== undefined) search.value = state.get('q') ?? '';
  const severities = state.get('severity')?.split(' ');
  for (const box of boxes) box.checked = severities?.includes(box.value) ?? true;
  for (const pick of PICKS) {
    const select = byId(pick, HTMLSelectElement);
    const value = state.get(pick);
    if (select !== undefined && value !== null) select.value = `=${value}`;
    if (select !== undefined && select.selectedIndex === -1) select.value = '';
  }
}
