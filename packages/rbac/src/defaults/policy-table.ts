import { labelSelector, isInvalid, type Labels, type Selector } from '@bulwark/model';
import { includesMinor, splitMinors } from '@bulwark/schema';
import type { Binding, RoleRef } from '../policy/binding.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import type { Role, RoleRule } from '../policy/role.ts';
import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';
import type { Subject } from '../subject/subject.ts';

const PART_OF = 'rbac.authorization.k8s.io/aggregate-to-';

/**
 * What one minor has of a table that `tools/generate/rbac` writes: a kind a section, a role a line with its rules below it, a
 * binding a line. Aggregated roles are not filled in yet.
 */
export function readPolicyTable(text: string, minor: number, labels: Labels): PolicySet {
  const roles: Role[] = [];
  const bindings: Binding[] = [];
  for (const section of text.split('# ').slice(1)) {
    const [kind, ...lines] = section.trimEnd().split('\n');
    if (kind === 'ClusterRole' || kind === 'Role') roles.push(...readRoles(kind, lines, minor, labels));
    if (kind === 'ClusterRoleBinding' || kind === 'RoleBinding') bindings.push(...readBindings(kind, lines, minor));
  }
  return { roles, bindings };
}

function readRoles(kind: Role['kind'], lines: readonly string[], minor: number, labels: Labels): readonly Role[] {
  const roles: Role[] = [];
  // Of the role that the last head stands for; nobody's where the minor does not have it.
  let rules: RoleRule[] = [];
  for (const line of lines) {
    const [words, minors] = splitMinors(line);
    const holds = includesMinor(minors, minor);
    if (!line.startsWith(' ')) {
      rules = [];
      if (holds) roles.push(readRole(kind, words, labels, rules));
    } else if (holds) {
      rules.push({ rule: readRule(words.slice(1)), from: undefined, index: rules.length });
    }
  }
  return roles;
}

function readBindings(kind: Binding['kind'], lines: readonly string[], minor: number): readonly Binding[] {
  const held = lines.map(splitMinors).filter(([, minors]) => includesMinor(minors, minor));
  return held.map(([words]) => readBinding(kind, words));
}

/** `view +edit <view`: its name, the roles that it is part of, and those whose parts it gathers. */
function readRole(kind: Role['kind'], words: string, labels: Labels, rules: readonly RoleRule[]): Role {
  const [name = '', ...marks] = words.split(' ');
  const partOf = marks.filter((mark) => mark.startsWith('+')).map((mark) => [PART_OF + mark.slice(1), 'true']);
  const gathers = marks.filter((mark) => mark.startsWith('<')).map((mark) => selectorOf(PART_OF + mark.slice(1)));
  return {
    kind,
    ...readName(name),
    labels: { ...labels, ...Object.fromEntries(partOf) },
    rules,
    aggregates: gathers.length > 0 ? gathers : undefined,
    object: undefined,
    unreadable: undefined,
  };
}

function selectorOf(label: string): Selector {
  const selector = labelSelector({ matchLabels: { [label]: 'true' } });
  if (isInvalid(selector)) throw new Error(selector.invalid);
  return selector;
}

/** `verbs groups resources [names]`, or `verbs urls`. */
function readRule(words: string): PolicyRule {
  const [verbs = [], groupsOrUrls = [], resources, resourceNames = []] = words.split(' ').map(readList);
  if (resources === undefined) return policyRule({ verbs, nonResourceURLs: groupsOrUrls });
  return policyRule({ verbs, apiGroups: groupsOrUrls, resources, resourceNames });
}

/** A dash is the core group. */
function readList(text: string): readonly string[] {
  return text.split(',').map((item) => (item === '-' ? '' : item));
}

/** `name Role=name Group=name ServiceAccount=namespace/name`; `=` alone is the role of the binding's own kind and name. */
function readBinding(kind: Binding['kind'], words: string): Binding {
  const [name = '', role = '', ...subjects] = words.split(' ');
  const identity = readName(name);
  const roleRef: RoleRef = role === '=' ? { kind: kind.replace('Binding', ''), name: identity.name } : readPair(role);
  return { kind, ...identity, roleRef, subjects: subjects.map(readSubject), object: undefined, unreadable: undefined };
}

function readSubject(text: string): Subject {
  const { kind, name } = readPair(text);
  return { kind, ...readName(name) };
}

function readPair(text: string): RoleRef {
  const at = text.indexOf('=');
  return { kind: text.slice(0, at), name: text.slice(at + 1) };
}

function readName(text: string): { readonly namespace: string; readonly name: string } {
  const at = text.indexOf('/');
  return { namespace: text.slice(0, Math.max(at, 0)), name: text.slice(at + 1) };
}
