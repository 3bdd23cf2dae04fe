import { amount, escaped } from '@bulwark/report';
import { table } from './html-population.ts';
import { certifiedUsers, identitiesInLog } from './in-log.ts';
import type { Review } from './review.ts';
import { logWords, timeWords } from './use-words.ts';

/** What the log shows of everybody together: who was not seen, and who was without being named. */
export function logSection(review: Review): string {
  const { log } = review.population;
  if (log === undefined) return '';
  const { strangers = [] } = review;
  const { seen, unseen } = identitiesInLog(review);
  const certified = certifiedUsers(review).map(({ user, certificates: { distinct, last } }) => [
    user,
    String(distinct),
    last === undefined ? '' : timeWords(last),
  ]);
  return `<section class="card"><h2>Use</h2>
<p>${amount(seen.length, 'identity', 'identities')} of ${seen.length + unseen.length} were seen in ${escaped(logWords(log))}. Who was not seen may still need what there is: the audit policy may leave it out, and what happens once a year is in no log of a month.</p>
${table(
  `${unseen.length} never seen in it`,
  ['identity', 'risk'],
  unseen.map(({ id, risk }) => [id, risk]),
)}${table('Who came by a client certificate', ['user', 'certificates', 'last'], certified)}${table(
    `${strangers.length} seen in the log, and bound by name nowhere`,
    ['user', 'groups', 'last seen'],
    strangers.map(({ user, groups, use }) => [
      user,
      groups.join(', '),
      use.seen?.last === undefined ? '' : timeWords(use.seen.last),
    ]),
  )}</section>
`;
}
