import type { GraphEdge, RoleNode } from './graph.ts';

const SHOWN = 4;

/** The lines that a role's box has: its name, and the first of what it grants. */
export function roleLines({ kind, namespace, name, rules, role }: RoleNode): readonly string[] {
  const head = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  if (role === undefined) return [head, 'not among the manifests'];
  const more = rules.length > SHOWN ? [`and ${rules.length - SHOWN} more`] : [];
  return [head, ...rules.slice(0, SHOWN), ...more];
}

/** Where an edge holds. */
export function edgeWords({ binding }: GraphEdge): string {
  return binding.namespace === '' ? 'everywhere' : `in ${binding.namespace}`;
}
