import { clean } from '@bulwark/report';
import { evidenceOf, evidenceWords, type CarriedOut } from './carry-out.ts';
import { yamlText } from './yaml-text.ts';

/** What to apply, with the commands and the evidence as comments: the whole is a file for kubectl apply -f. */
export function* manifestsText(all: readonly CarriedOut[]): IterableIterator<string> {
  const busy = all.filter(({ apply, commands, byHand }) => apply.length + commands.length + byHand.length > 0);
  if (busy.length === 0) yield '# no decision that counts revokes or changes anything\n';
  for (const carriedOut of busy) {
    const { cluster, apply, commands } = carriedOut;
    if (cluster !== '') yield `# in the cluster of ${clean(cluster)}\n`;
    yield* workText(carriedOut);
    if (apply.length + commands.length > 0) yield* evidenceText(carriedOut);
    for (const manifest of apply) yield `---\n${yamlText(manifest)}`;
  }
}

function* workText({ commands, byHand }: CarriedOut): IterableIterator<string> {
  if (commands.length > 0) yield '# these bind nobody any more, and apply deletes nothing: delete them\n';
  for (const command of commands) yield `#   ${clean(command)}\n`;
  if (byHand.length > 0) yield '# changes that do not say what comes of them ("to"), and are yours to make:\n';
  for (const { identity, binding, reason } of byHand) yield `#   ${clean(`${identity}, ${binding}: ${reason}`)}\n`;
}

function* evidenceText(carriedOut: CarriedOut): IterableIterator<string> {
  yield '# what changes:\n';
  if (carriedOut.evidence.changes.length === 0) yield '#   nothing: others give the same\n';
  for (const line of evidenceOf(carriedOut)) yield `#   ${clean(evidenceWords(line))}\n`;
  for (const id of carriedOut.idle) yield `#   ${clean(id)} loses nothing: another binding, or a group, gives it the same\n`;
}
