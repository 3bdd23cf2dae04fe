import { principalOf, ruleWords, type Binding, type Principal, type Role } from '@bulwark/rbac';
import type { Cluster } from './clusters.ts';
import { principalKey } from './principals.ts';

export interface SubjectNode {
  readonly id: string;
  readonly principal: Principal;
}

export interface RoleNode {
  readonly id: string;
  readonly kind: string;
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
  /** Undefined where the manifests do not have it. */
  readonly role: Role | undefined;
  /** What it lets people do, in plain words. */
  readonly rules: readonly string[];
}

export interface GraphEdge {
  /** Ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly binding: Binding;
}

/** Who is bound to what. */
export interface Graph {
  readonly subjects: readonly SubjectNode[];
  readonly roles: readonly RoleNode[];
  readonly edges: readonly GraphEdge[];
}

/** The graph of a cluster, without what the API server binds itself unless that is asked for. */
export function graphOf({ index: { policy } }: Cluster, options: { readonly withDefaults: boolean }): Graph {
  const subjects = new Map<string, SubjectNode>();
  const roles = new Map<string, RoleNode>();
  const edges: GraphEdge[] = [];
  for (const binding of policy.bindings) {
    if (binding.object === undefined && !options.withDefaults) continue;
    const target = roleNode(binding, policy.roleOf(binding), roles.size);
    const role = roles.get(target.key) ?? target.node;
    roles.set(target.key, role);
    for (const subject of binding.subjects) {
      const principal = principalOf(subject, binding.namespace);
      if (principal === undefined) continue;
      const key = principalKey(principal);
      const from = subjects.get(key) ?? { id: `s${subjects.size}`, principal };
      subjects.set(key, from);
      edges.push({ from: from.id, to: role.id, binding });
    }
  }
  const used = new Set(edges.map(({ to }) => to));
  return { subjects: [...subjects.values()], roles: [...roles.values()].filter(({ id }) => used.has(id)), edges };
}

function roleNode(binding: Binding, role: Role | undefined, count: number): { readonly key: string; readonly node: RoleNode } {
  const { kind, name } = binding.roleRef;
  const namespace = kind === 'Role' ? binding.namespace : '';
  const rules = (role?.rules ?? []).map(({ rule }) => ruleWords(rule));
  return { key: `${kind} ${namespace}/${name}`, node: { id: `r${count}`, kind, namespace, name, role, rules } };
}
