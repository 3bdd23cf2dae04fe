import { amount, escaped, page } from '@bulwark/report';
import { decisionOf, decisionsByKey } from './decided.ts';
import { changesById, type Change } from './delta.ts';
import { decisionSection, deltaSection } from './html-decisions.ts';
import { logSection } from './html-log.ts';
import { populationSection } from './html-population.ts';
import { REVIEW_STYLE } from './html-style.ts';
import { sha256Of } from './review-json.ts';
import { entitlementKey, type Entitlement, type Identity } from './identity.ts';
import type { Review } from './review.ts';
import type { JudgedEntry } from './judge-decisions.ts';
import { inOrder, placeWords, populationWords, riskName, scopeWords } from './review-words.ts';
import type { IdentityUse, LogEvidence } from './last-use.ts';
import { RISK_WORDS, RISKS } from './risk.ts';
import { targetWords } from './target.ts';
import { entitlementUseWords, identityUseWords, memberWords } from './use-words.ts';

/** The review as one page to read, print and sign. It runs no script, and needs no other file. */
export function reviewHtml(review: Review): Iterable<string> {
  const title = `Access review${review.at === undefined ? '' : ` of ${review.at}`}`;
  return page({ title: `Bulwark: ${title}`, style: REVIEW_STYLE, body: body(review, title) });
}

function* body(review: Review, title: string): IterableIterator<string> {
  const { ours, servers } = inOrder(review.identities);
  yield `<header class="wide top"><h1>${escaped(title)}</h1>
<p>${escaped(populationWords(review.population))}. Shown: ${escaped(scopeWords(review.scope))}. <span class="quiet">Bulwark ${escaped(review.tool.version)}</span></p>
<p class="quiet">SHA-256 of the content: <code class="break">${sha256Of(review)}</code></p></header>
<main class="wide">
${overview(ours)}${logSection(review)}${deltaSection(review)}${decisionSection(review)}`;
  yield `<section><h2>${amount(ours.length, 'identity', 'identities')} to review</h2>\n`;
  const decided = decisionsByKey(review);
  const changes = changesById(review.delta);
  for (const identity of ours) yield identityCard(identity, review, { decided, changes });
  yield '</section>\n';
  if (servers.length > 0) yield serversSection(servers);
  yield populationSection(review);
  yield signatures(review);
  yield '</main>\n';
}

function overview(ours: readonly Identity[]): string {
  const rows = RISKS.map((risk) => {
    const count = ours.filter((identity) => identity.risk === risk).length;
    return `<tr><td>${badge(risk)}</td><td class="number">${count}</td><td>${escaped(RISK_WORDS[risk])}</td></tr>\n`;
  });
  const unknown = ours.filter(({ atLeast }) => atLeast).length;
  const note =
    unknown === 0
      ? ''
      : `<p>Of ${amount(unknown, 'identity', 'identities')} not everything is known: roles bound to them are not among the manifests. Their risk is a lower bound.</p>`;
  return `<section class="card"><h2>Risk, and what it means</h2>
<table><thead><tr><th>risk</th><th class="number">identities</th><th>the gravest that one of them may do</th></tr></thead><tbody>
${rows.join('')}</tbody></table>${note}</section>
`;
}

/** What is looked up for each identity. */
interface Known {
  readonly decided: ReadonlyMap<string, JudgedEntry>;
  readonly changes: ReadonlyMap<string, Change>;
}

const WHOLE = 6;

function identityCard(identity: Identity, review: Review, { decided, changes }: Known): string {
  const { owner, groups, because, everybody } = identity;
  const change = changes.get(entitlementKey(identity.cluster, identity.id, ''));
  const facts = [
    fact('owner', owner === undefined ? 'unknown' : `${owner.name} (${owner.from})`),
    ...(identity.cluster === '' ? [] : [fact('cluster', identity.cluster)]),
    ...(groups.length === 0 ? [] : [fact('in the groups', groups.join(', '))]),
    ...(identity.declared === false ? [fact('note', 'no such ServiceAccount is among the manifests')] : []),
    ...(because.length === 0 ? [] : [fact('why', because.join('; '))]),
    ...useFacts(identity.use, review.population.log),
  ];
  const everybodys =
    everybody.length === 0
      ? ''
      : `<p class="quiet">And what every API server gives everybody in its groups: ${escaped(everybody.join(', '))}.</p>`;
  // What fits on a page is not torn apart there.
  const whole = identity.entitlements.length <= WHOLE ? ' whole' : '';
  return `<article class="card${whole}"><h3>${badge(identity.risk, riskName(identity))} ${escaped(identity.id)}${change === undefined ? '' : ` <span class="quiet">${change}</span>`}</h3>
<p class="facts">${facts.join('<br>')}</p>
${entitlementTable(identity, review, decided)}${everybodys}</article>
`;
}

function useFacts(use: IdentityUse | undefined, log: LogEvidence | undefined): readonly string[] {
  if (use === undefined || log === undefined) return [];
  const members = memberWords(use);
  return [fact('use', identityUseWords(use, log)), ...(members === undefined ? [] : [fact('seen in it', members)])];
}

function fact(name: string, text: string): string {
  return `<span class="quiet">${name}:</span> ${escaped(text)}`;
}

function entitlementTable(identity: Identity, review: Review, decided: ReadonlyMap<string, JudgedEntry>): string {
  if (identity.entitlements.length === 0)
    return '<p>It has no rights of its own, and none through groups beside those of everybody.</p>\n';
  const rows = identity.entitlements.map((each) => {
    const entry = decisionOf(identity, each, decided);
    return `<tr><td class="break">${escaped(each.binding)}<br><span class="quiet">of ${escaped(each.role)}${each.through === undefined ? '' : `, through ${escaped(each.through)}`}${placeText(each)}</span></td><td>${mayText(each)}${usedText(each, review.population.log)}</td><td>${badge(each.risk)}</td><td class="decision">${decisionText(each, entry, review)}</td></tr>\n`;
  });
  return `<table class="grants"><thead><tr><th>bound by</th><th>may</th><th>risk</th><th class="decision">decision</th></tr></thead><tbody>
${rows.join('')}</tbody></table>
`;
}

function placeText({ file, line, default: isDefault }: Entitlement): string {
  if (isDefault) return '<br>made by the API server';
  return file === undefined ? '' : `<br>${escaped(`${file}:${line ?? 1}`)}`;
}

function mayText({ words, risk, because, namespace }: Entitlement): string {
  if (risk === 'unknown') return `unknown: ${escaped(because)}`;
  const items = words.map((text) => `<li>${escaped(text)}</li>`).join('');
  return `<strong>${escaped(placeWords(namespace))}</strong><ul>${items === '' ? '<li>nothing: the role has no rules</li>' : items}</ul>`;
}

function usedText({ use }: Entitlement, log: LogEvidence | undefined): string {
  return use === undefined || log === undefined ? '' : `<span class="quiet">${escaped(entitlementUseWords(use, log))}</span>`;
}

function decisionText(each: Entitlement, entry: JudgedEntry | undefined, { decisions }: Review): string {
  if (each.through !== undefined) return `<span class="quiet">decided for ${escaped(each.through)}</span>`;
  if (entry === undefined) {
    if (each.default) return '<span class="quiet">none needed</span>';
    return decisions === undefined ? '☐ keep<br>☐ change<br>☐ revoke' : '<span class="quiet">see above</span>';
  }
  const { decision, reviewer, reason, date, expires, problem, to } = entry;
  const day = `${date === undefined ? '' : `, ${date}`}${expires === undefined ? '' : `, until ${expires}`}`;
  const fault = problem === undefined ? '' : `<br><strong class="bad">does not count: ${escaped(problem)}</strong>`;
  return `<strong>${decision}</strong>${to === undefined ? '' : ` ${escaped(targetWords(to))}`}<br>${escaped(`${reviewer}${day}`)}<br>${escaped(reason)}${fault}`;
}

function serversSection(identities: readonly Identity[]): string {
  const rows = new Set(
    identities.map(({ id, risk, entitlements }) => {
      const own = entitlements.filter(({ through }) => through === undefined);
      const bound = own.map(({ role, namespace }) => `${role} ${placeWords(namespace)}`).join('; ');
      return `<tr><td class="break">${escaped(id)}</td><td>${badge(risk)}</td><td class="break">${escaped(bound)}</td></tr>\n`;
    }),
  );
  return `<section class="card"><h2>${amount(rows.size, 'identity', 'identities')} of the API server</h2>
<p>Every API server gives these their rights at its start, and no manifest changes that: no decision is needed. Who <em>is</em> one of them (who holds a certificate of the group system:masters, say) is not to be seen in manifests.</p>
<table class="servers"><thead><tr><th>identity</th><th>risk</th><th>bound to</th></tr></thead><tbody>
${[...rows].join('')}</tbody></table></section>
`;
}

/** What is signed is the content by its sum, and not some pages of it. */
function signatures(review: Review): string {
  const row = '<tr><td></td><td></td><td></td></tr>\n';
  return `<section class="card signatures"><h2>Signatures</h2>
<p>For the review whose content has the SHA-256 <code class="break">${sha256Of(review)}</code>.</p>
<table class="signatures"><thead><tr><th>reviewer</th><th>date</th><th>signature</th></tr></thead><tbody>
${row.repeat(3)}</tbody></table></section>
`;
}

function badge(risk: string, text: string = risk): string {
  return `<span class="badge ${risk === 'unknown' || risk === 'none' ? 'info' : risk}">${escaped(text)}</span>`;
}
