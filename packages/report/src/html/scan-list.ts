import { SEVERITIES, type Finding } from '@bulwark/model';
import { clean } from '../clean.ts';
import type { ReportInput } from '../report-input.ts';
import { objectName, placeText } from '../text-object.ts';
import { escaped } from '../xml-text.ts';

/** Findings that are in the page for readers whose browser runs no script. */
const WITHOUT_SCRIPT = 100;

/** The search and the filters. They do nothing without the script, which shows them. */
export function filters({ findings, summary }: ReportInput): string {
  if (findings.length === 0) return '';
  const chips = SEVERITIES.filter((severity) => summary.findings[severity] > 0).map(
    (severity) =>
      `<label class="chip"><input type="checkbox" name="severity" value="${SEVERITIES.indexOf(severity)}" checked><span class="dot ${severity}" aria-hidden="true"></span>${severity} <strong>${summary.findings[severity]}</strong></label>`,
  );
  const picks = [
    pick(
      'namespace',
      'Namespace',
      findings.map(({ object }) => object.namespace ?? ''),
    ),
    pick(
      'kind',
      'Kind',
      findings.map(({ object }) => object.kind),
    ),
    pick(
      'control',
      'Control',
      findings.map(({ control }) => control),
    ),
  ];
  return `<form class="filters" id="filters" role="search" aria-label="Findings" hidden>
<div class="bar"><label class="grow"><span class="hidden">Search findings</span><input type="search" id="search" placeholder="Search messages, names, files, controls  ( / )" autocomplete="off" spellcheck="false"></label>
<fieldset class="bar"><legend class="hidden">Severity</legend>${chips.join('')}</fieldset></div>
<div class="bar">${picks.join('')}<button type="reset" id="reset">Reset</button></div>
<p class="status quiet" id="status" role="status"></p>
</form>
`;
}

/** A list of all values that occur, with how often. */
function pick(name: string, label: string, values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(clean(value), (counts.get(clean(value)) ?? 0) + 1);
  const options = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([value, count]) => `<option value="=${escaped(value)}">${value === '' ? '(none)' : escaped(value)} (${count})</option>`,
    );
  return `<label class="pick"><span>${label}</span><select id="${name}"><option value="">all</option>${options.join('')}</select></label>`;
}

/** Where the script writes the objects; without it, the worst findings. */
export function* objectList(findings: readonly Finding[]): IterableIterator<string> {
  yield '<h2 class="hidden" id="findings" tabindex="-1">Findings</h2>\n';
  if (findings.length === 0) {
    yield '<p class="card">No findings.</p>\n';
    return;
  }
  yield '<div id="objects"></div>\n<p id="empty" class="quiet" hidden>No finding matches these filters.</p>\n';
  yield '<button type="button" class="more" id="more" hidden>Show more</button>\n';
  const rows = findings
    .slice(0, WITHOUT_SCRIPT)
    .map(
      ({ severity, object, place, message, control }) =>
        `<tr><td>${severity}</td><td class="break">${escaped(objectName(object, place))}</td><td class="break">${place === undefined ? '' : escaped(placeText(place))}</td><td class="break">${escaped(message)} <code>${escaped(control)}</code></td></tr>\n`,
    );
  const more = findings.length > rows.length ? ` Here are the ${rows.length} worst of ${findings.length} findings.` : '';
  yield `<noscript><p>Search, filters and code need JavaScript, which is off.${more}</p>
<table><thead><tr><th>Severity</th><th>Object</th><th>Place</th><th>Finding</th></tr></thead><tbody>
${rows.join('')}</tbody></table></noscript>
`;
}
