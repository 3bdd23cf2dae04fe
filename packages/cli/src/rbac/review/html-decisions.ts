import { amount, escaped } from '@bulwark/report';
import { changeWords } from './carry-out.ts';
import { chainWords } from './delta.ts';
import type { Missing } from './judge-decisions.ts';
import type { Review } from './review.ts';
import { placeWords } from './review-words.ts';

export function deltaSection({ delta }: Review): string {
  if (delta === undefined) return '';
  const counts = [...Map.groupBy(delta.changes, ({ change }) => change)]
    .map(([change, list]) => `${list.length} ${change}`)
    .join(', ');
  const rows = delta.changes
    .filter(({ change }) => change !== 'unchanged')
    .map(
      ({ id, cluster, change, notes }) =>
        `<tr><td>${change}</td><td class="break">${escaped(id)}${of(cluster)}</td><td class="break">${notes.map(escaped).join('<br>')}</td></tr>\n`,
    );
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th>change</th><th>identity</th><th>what</th></tr></thead><tbody>\n${rows.join('')}</tbody></table>`;
  const { at, sha256 } = delta.previous;
  const before = delta.chain
    .slice(0, -1)
    .map(
      (link) =>
        `<li><code class="break">${escaped(link.sha256)}</code>${link.at === undefined ? '' : ` of ${escaped(link.at)}`}</li>`,
    );
  return `<section class="card"><h2>Since the last review${at === undefined ? '' : ` of ${escaped(at)}`}</h2>
<p>${escaped(counts)}. <span class="quiet">SHA-256 of that review: <code class="break">${escaped(sha256)}</code>; ${escaped(chainWords(delta))}${before.length === 0 ? '' : ':'}</span></p>${before.length === 0 ? '' : `<ul class="quiet">${before.join('')}</ul>`}${table}</section>
`;
}

/** What becomes of it all once the decisions are carried out. */
function evidenceTable(evidence: Review['evidence']): string {
  if (evidence === undefined) return '';
  if (evidence.length === 0) return '<p>Carried out, they change nothing that anybody may do: others give the same.</p>';
  const rows = evidence.map((line) => {
    const { cluster, identity, namespace, may } = line;
    return `<tr><td class="break">${escaped(identity)}${of(cluster)}</td><td>${changeWords(line)}</td><td class="break">${escaped(may)}</td><td class="break">${escaped(placeWords(namespace))}</td></tr>\n`;
  });
  return `<h3>What they change once they are carried out</h3><table><thead><tr><th>identity</th><th></th><th>what</th><th>where</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

export function decisionSection({ decisions, evidence }: Review): string {
  if (decisions === undefined) return '';
  const { entries, missing, carriedOver, file, sha256 } = decisions;
  const wrong = entries.filter(({ problem }) => problem !== undefined);
  const counts = Map.groupBy(
    entries.filter(({ problem }) => problem === undefined),
    ({ decision }) => decision,
  );
  const words = [...counts].map(([decision, list]) => `${list.length} ${decision}`).join(', ') || 'none';
  const problems = wrong.map(
    ({ identity, binding, line, problem, cluster }) =>
      `<tr><td>${escaped(`${file}:${line}`)}</td><td class="break">${escaped(`${identity}, ${binding}`)}${of(cluster)}</td><td>${escaped(problem ?? '')}</td></tr>\n`,
  );
  return `<section class="card"><h2>Decisions</h2>
<p>That count: ${words}. Carried over from the last review: ${carriedOver.length}. Missing: ${missing.length}. <span class="quiet">From ${escaped(file)}, SHA-256 <code class="break">${escaped(sha256)}</code></span></p>
${problems.length === 0 ? '' : `<h3>${amount(problems.length, 'decision')} that ${problems.length === 1 ? 'does' : 'do'} not count</h3><table><tbody>${problems.join('')}</tbody></table>`}
${missingTable(`${missing.length} missing`, missing)}${missingTable(`${carriedOver.length} carried over`, carriedOver)}${evidenceTable(evidence)}</section>
`;
}

function missingTable(title: string, list: readonly Missing[]): string {
  if (list.length === 0) return '';
  const rows = list.map(
    ({ identity, binding, reason, cluster }) =>
      `<tr><td class="break">${escaped(`${identity}, ${binding}`)}${of(cluster)}</td><td>${escaped(reason)}</td></tr>\n`,
  );
  return `<h3>${title}</h3><table><tbody>${rows.join('')}</tbody></table>`;
}

function of(cluster: string): string {
  return cluster === '' ? '' : ` <span class="quiet">of ${escaped(cluster)}</span>`;
}
