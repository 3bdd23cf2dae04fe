import { clean } from '@bulwark/report';
import { evidenceLines, type Revocation } from './revoke.ts';
import { yamlText } from './yaml-text.ts';

/** What to apply, with the commands and the evidence as comments: the whole is a file for kubectl apply -f. */
export function* manifestsText(all: readonly Revocation[]): IterableIterator<string> {
  const busy = all.filter(({ apply, commands }) => apply.length + commands.length > 0);
  if (busy.length === 0) yield '# no decision that counts revokes anything\n';
  for (const { cluster, apply, commands, evidence, idle } of busy) {
    if (cluster !== '') yield `# in the cluster of ${clean(cluster)}\n`;
    if (commands.length > 0) yield '# these bind nobody any more, and apply deletes nothing: delete them\n';
    for (const command of commands) yield `#   ${clean(command)}\n`;
    yield '# what changes:\n';
    const lines = [...evidenceLines(evidence)];
    if (lines.length === 0) yield '#   nothing: others give the same\n';
    for (const line of lines) yield `#   ${clean(line)}\n`;
    for (const id of idle) yield `#   ${clean(id)} loses nothing: another binding, or a group, gives it the same\n`;
    for (const manifest of apply) yield `---\n${yamlText(manifest)}`;
  }
}
