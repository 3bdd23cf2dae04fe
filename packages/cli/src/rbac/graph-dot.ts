import { principalName } from './who-can-text.ts';
import type { Graph } from './graph.ts';
import { edgeWords, roleLines } from './graph-words.ts';

/** The graph for Graphviz. */
export function* graphDot({ subjects, roles, edges }: Graph): IterableIterator<string> {
  yield 'digraph rbac {\n  rankdir=LR;\n  node [shape=box, fontname="Helvetica", fontsize=10];\n  edge [fontname="Helvetica", fontsize=9];\n';
  for (const { id, principal } of subjects) yield `  ${id} [label=${quoted(principalName(principal))}, style=rounded];\n`;
  for (const role of roles) yield `  ${role.id} [label=${quoted(`${roleLines(role).join('\n')}\n`)}];\n`;
  for (const edge of edges) yield `  ${edge.from} -> ${edge.to} [label=${quoted(edgeWords(edge))}];\n`;
  yield '}\n';
}

/** Lines are set flush left, which DOT writes `\l`. */
function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\l')}"`;
}
