import { amount, escaped } from '@bulwark/report';
import type { Missing } from './judge-decisions.ts';
import type { Review } from './review.ts';

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
  return `<section class="card"><h2>Since the last review${at === undefined ? '' : ` of ${escaped(at)}`}</h2>
<p>${escaped(counts)}. <span class="quiet">SHA-256 of that review: <code class="break">${escaped(sha256)}</code></span></p>${table}</section>
`;
}

export function decisionSection({ decisions }: Review): string {
  if (decisions === undefined) return '';
  const { entries, missing, carriedOver, file } = decisions;
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
<p>That count: ${words}. Carried over from the last review: ${carriedOver.length}. Missing: ${missing.length}.</p>
${problems.length === 0 ? '' : `<h3>${amount(problems.length, 'decision')} that ${problems.length === 1 ? 'does' : 'do'} not count</h3><table><tbody>${problems.join('')}</tbody></table>`}
${missingTable(`${missing.length} missing`, missing)}${missingTable(`${carriedOver.length} carried over`, carriedOver)}</section>
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
