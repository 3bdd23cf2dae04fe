import { principalName } from './who-can-text.ts';
import type { Graph } from './graph.ts';
import { edgeWords, roleLines } from './graph-words.ts';

/** The graph as Mermaid draws it, in Markdown of GitHub and GitLab too. */
export function* graphMermaid({ subjects, roles, edges }: Graph): IterableIterator<string> {
  yield 'flowchart LR\n';
  for (const { id, principal } of subjects) yield `  ${id}(["${escaped(principalName(principal))}"])\n`;
  for (const role of roles) yield `  ${role.id}["${roleLines(role).map(escaped).join('<br>')}"]\n`;
  for (const edge of edges) yield `  ${edge.from} -->|"${escaped(edgeWords(edge))}"| ${edge.to}\n`;
}

/** In quotes, Mermaid reads HTML, its own entity codes, and Markdown between backticks. */
function escaped(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;')
    .replaceAll('`', '#96;');
}
