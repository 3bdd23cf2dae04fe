import { clean } from '@bulwark/report';
import type { GraphEdge, RoleNode } from './graph.ts';

const SHOWN = 4;

/** The lines that a role's box has, each harmless: its name, and the first of what it grants. */
export function roleLines(node: RoleNode): readonly string[] {
  return allLines(node).map(clean);
}

function allLines({ kind, namespace, name, rules, role }: RoleNode): readonly string[] {
  const head = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  if (role === undefined) return [head, 'not among the manifests'];
  if (role.unreadable !== undefined) return [head, `not readable: ${role.unreadable}`];
  const more = rules.length > SHOWN ? [`and ${rules.length - SHOWN} more`] : [];
  return [head, ...rules.slice(0, SHOWN), ...more];
}

/** Where an edge holds. */
export function edgeWords({ binding }: GraphEdge): string {
  return binding.namespace === '' ? 'everywhere' : clean(`in ${binding.namespace}`);
}
