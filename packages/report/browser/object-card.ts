import type { CodeLine, FindingData, ScanData } from '../src/html/scan-data.ts';
import type { Match } from './filter.ts';
import { element } from './shell.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];
/** Findings of one object that are shown at once. */
const AT_ONCE = 40;

/** An object with its findings. */
export function objectCard({ object, findings }: Match, data: ScanData): HTMLElement {
  const namespace = object.namespace === null ? '' : `${object.namespace}/`;
  const name = `${object.kind} ${namespace}${object.name === '' ? '(no name)' : object.name}`;
  const file = object.file === null ? undefined : element('code', { class: 'quiet' }, object.file);
  const card = element('section', { class: 'card object' }, element('header', {}, element('h3', { class: 'break' }, name), file));
  addFindings(card, findings, 0, data);
  return card;
}

function addFindings(card: HTMLElement, findings: readonly FindingData[], from: number, data: ScanData, count = AT_ONCE): void {
  const to = Math.min(findings.length, from + count);
  for (let at = from; at < to; at++) {
    const finding = findings[at];
    if (finding !== undefined) card.append(findingBlock(finding, findings[at - 1], findings[at + 1], data));
  }
  if (to === findings.length) return;
  const more = element('button', { type: 'button', class: 'screen' }, `Show ${findings.length - to} more of this object`);
  more.addEventListener('click', () => {
    more.remove();
    const shown = card.childElementCount;
    addFindings(card, findings, to, data, 500);
    (card.children[shown] as HTMLElement | undefined)?.focus();
  });
  card.append(more);
}

/** What is the same as in the finding before or after it is said once. */
function findingBlock(
  finding: FindingData,
  before: FindingData | undefined,
  after: FindingData | undefined,
  data: ScanData,
): HTMLElement {
  const last = after === undefined || after.remedy !== finding.remedy;
  return element(
    'div',
    { class: 'finding', tabindex: '-1' },
    ...heading(finding, data),
    place(finding),
    finding.code === undefined ? undefined : codeFrame(finding.code),
    finding.evidence === undefined ? undefined : facts(finding.evidence),
    last ? element('p', { class: 'remedy' }, data.remedies[finding.remedy] ?? '') : undefined,
    before?.control === finding.control ? undefined : why(finding, data),
  );
}

function heading(
  { severity, message, control, reason }: FindingData,
  { controls }: ScanData,
): readonly (HTMLElement | undefined)[] {
  const name = SEVERITIES[severity] ?? '';
  const head = element(
    'div',
    { class: 'head' },
    element('span', { class: `badge ${name}` }, name),
    element('span', { class: 'message break' }, message),
    element('code', { title: controls[control]?.title }, controls[control]?.id ?? ''),
  );
  return [head, reason === undefined ? undefined : element('p', { class: 'quiet' }, `${name} here: ${reason}`)];
}

function facts(texts: readonly string[]): HTMLElement {
  return element('ul', { class: 'facts' }, ...texts.map((text) => element('li', { class: 'break' }, text)));
}

function place({ path, at, link }: FindingData): HTMLElement {
  const where = at === undefined ? undefined : `line ${at}`;
  const linked =
    where === undefined || link === undefined ? where : element('a', { href: link, rel: 'noreferrer', target: '_blank' }, where);
  return element(
    'p',
    { class: 'quiet' },
    linked,
    where === undefined || path === '' ? undefined : ' · ',
    element('code', {}, path),
  );
}

function codeFrame(lines: readonly CodeLine[]): HTMLElement {
  const code = element('code', {});
  for (const [number, before, marked, after] of lines) {
    if (code.childNodes.length > 0) code.append('\n');
    const text = marked === '' ? undefined : element('mark', {}, marked);
    code.append(element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)), before, text ?? '', after);
  }
  return element('pre', {}, code);
}

/** Why the control matters, written when somebody asks. */
function why(finding: FindingData, data: ScanData): HTMLElement | undefined {
  const control = data.controls[finding.control];
  if (control === undefined || control.why === '') return undefined;
  const details = element('details', { class: 'why' }, element('summary', { class: 'quiet' }, `Why it matters`));
  details.addEventListener(
    'toggle',
    () => {
      const links = control.references.map((reference) =>
        element('li', { class: 'break' }, element('a', { href: reference, rel: 'noreferrer', target: '_blank' }, reference)),
      );
      details.append(
        element('p', {}, `${control.title}. ${control.why}`),
        element('ul', { class: 'facts' }, ...links, element('li', {}, element('code', {}, `bulwark explain ${control.id}`))),
      );
    },
    { once: true },
  );
  return details;
}
