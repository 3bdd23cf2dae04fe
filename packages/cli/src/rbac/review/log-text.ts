import { amount, clean } from '@bulwark/report';
import type { TextStyle } from '../../input/text-style.ts';
import { certifiedUsers, identitiesInLog } from './in-log.ts';
import type { Stranger } from './last-use.ts';
import type { Review } from './review.ts';
import { logWords, timeWords } from './use-words.ts';

const SHOWN_STRANGERS = 10;

/** What the log shows beside the identities of the review. */
export function* logLines(review: Review, style: TextStyle): IterableIterator<string> {
  const { palette } = style;
  const { log } = review.population;
  if (log === undefined) return;
  const { seen, unseen } = identitiesInLog(review);
  yield `\n${palette.bold('Use')}: ${seen.length} of ${seen.length + unseen.length} were seen in ${logWords(log)}\n`;
  for (const { path, unreadable } of log.files) {
    if (unreadable > 0)
      yield `  ${palette.yellow(`${clean(path)}: ${amount(unreadable, 'entry', 'entries')} could not be read`)}\n`;
  }
  if (!log.saysCredentials) yield '  by which certificate anybody came, the log does not say\n';
  for (const { user, certificates } of certifiedUsers(review))
    yield `  ${clean(user)} came by ${amount(certificates.distinct, 'client certificate')}\n`;
  yield* strangerLines(review.strangers ?? [], style);
}

function* strangerLines(strangers: readonly Stranger[], { palette }: TextStyle): IterableIterator<string> {
  if (strangers.length === 0) return;
  yield `${palette.bold('Seen in the log, and bound by name nowhere')}: ${strangers.length}\n`;
  for (const { user, groups, use } of strangers.slice(0, SHOWN_STRANGERS)) {
    const last = use.seen?.last;
    const inside = groups.length === 0 ? '' : `, in ${groups.join(', ')}`;
    yield `  ${clean(user + inside)}${last === undefined ? '' : `, last ${timeWords(last)}`}\n`;
  }
  if (strangers.length > SHOWN_STRANGERS)
    yield palette.dim(`  and ${strangers.length - SHOWN_STRANGERS} more: -o html lists them\n`);
}
