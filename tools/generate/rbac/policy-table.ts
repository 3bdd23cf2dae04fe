import { minorsText } from '../schema/minors.ts';
import { mergeSequences } from './merge-sequences.ts';
import type { BindingFacts, PolicyFacts, RoleFacts, RuleFacts } from './policy-objects.ts';

/**
 * The policies of all minors as text: a kind a section, a role a line with its rules below it, a binding a line. What does not
 * hold in all minors ends in those in which it does. `packages/rbac/src/defaults/policy-table.ts` reads it.
 */
export function policyTable(byMinor: ReadonlyMap<number, PolicyFacts>): string {
  const sections = [
    ...(['ClusterRole', 'Role'] as const).map((kind) => [kind, rolesText(byMinor, kind)]),
    ...(['ClusterRoleBinding', 'RoleBinding'] as const).map((kind) => [kind, bindingsText(byMinor, kind)]),
  ];
  return sections.map(([kind, text]) => `# ${kind}\n${text}`).join('');
}

function rolesText(byMinor: ReadonlyMap<number, PolicyFacts>, kind: RoleFacts['kind']): string {
  const all = [...byMinor.keys()];
  const roles = new Map<string, Map<number, readonly string[]>>();
  for (const [minor, policy] of byMinor) {
    for (const role of policy.roles.filter((each) => each.kind === kind)) {
      const ofHead = roles.get(headText(role)) ?? new Map<number, readonly string[]>();
      roles.set(headText(role), ofHead.set(minor, role.gathers === undefined ? role.rules.map(ruleText) : noRules(role)));
    }
  }
  return sorted(roles)
    .map(([head, rules]) => roleText(head, rules, all))
    .join('');
}

/** The controller fills an aggregated role in; what it would write there itself is overwritten. */
function noRules({ name, rules }: RoleFacts): readonly string[] {
  if (rules.length > 0) throw new Error(`the aggregated role ${name} has rules of its own`);
  return [];
}

function roleText(head: string, rules: ReadonlyMap<number, readonly string[]>, all: readonly number[]): string {
  const own = minorsText([...rules.keys()], all);
  const lines = mergeSequences(rules).map(({ item, minors }) => {
    const at = minors.length === rules.size ? '' : minorsText(minors, all);
    return ` ${item}${suffix(at)}\n`;
  });
  return `${head}${suffix(own)}\n${lines.join('')}`;
}

/** `view +edit <view`: its name, the roles that it is part of, and those parts that it gathers. */
function headText(role: RoleFacts): string {
  const gathers = role.gathers ?? [];
  if (role.gathers?.length === 0) throw new Error(`${role.name} gathers nothing`);
  return [nameText(role), ...role.partOf.map((each) => `+${each}`), ...gathers.map((each) => `<${each}`)].map(word).join(' ');
}

/** `verbs groups resources [names]`, or `verbs urls`. */
function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: RuleFacts): string {
  const isOfUrls = nonResourceURLs.length > 0;
  if (isOfUrls && apiGroups.length + resources.length + resourceNames.length > 0) throw new Error('a rule of resources and URLs');
  const lists = isOfUrls
    ? [verbs, nonResourceURLs]
    : [verbs, apiGroups, resources, ...(resourceNames.length > 0 ? [resourceNames] : [])];
  return lists.map(listText).join(' ');
}

/** The core group is a dash. */
function listText(list: readonly string[]): string {
  if (list.length === 0) throw new Error('a rule with an empty list');
  return list.map((item) => (item === '' ? '-' : listItem(item))).join(',');
}

function listItem(item: string): string {
  if (item === '-' || item.includes(',')) throw new Error(`the table cannot hold ${item} in a list`);
  return word(item);
}

function bindingsText(byMinor: ReadonlyMap<number, PolicyFacts>, kind: BindingFacts['kind']): string {
  const lines = new Map<string, number[]>();
  for (const [minor, policy] of byMinor) {
    for (const binding of policy.bindings.filter((each) => each.kind === kind)) {
      const line = bindingText(binding);
      lines.set(line, [...(lines.get(line) ?? []), minor]);
    }
  }
  return sorted(lines)
    .map(([line, minors]) => `${line}${suffix(minorsText(minors, [...byMinor.keys()]))}\n`)
    .join('');
}

/** `name Role=name Group=name ServiceAccount=namespace/name`; `=` alone is the role of the binding's own kind and name. */
function bindingText(binding: BindingFacts): string {
  const { kind, name, roleRef, subjects } = binding;
  const isNamesake = roleRef.kind === kind.replace('Binding', '') && roleRef.name === name;
  const role = isNamesake ? '=' : `${roleRef.kind}=${roleRef.name}`;
  return [nameText(binding), role, ...subjects.map((subject) => `${subject.kind}=${nameText(subject)}`)].map(word).join(' ');
}

function nameText({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  if (name.includes('/')) throw new Error(`the table cannot hold the name ${name}`);
  return namespace === '' ? name : `${namespace}/${name}`;
}

function word(text: string): string {
  if (text === '' || /[\s@`\\$#]/.test(text)) throw new Error(`the table cannot hold ${JSON.stringify(text)}`);
  return text;
}

function suffix(minors: string): string {
  return minors === '' ? '' : ` @${minors}`;
}

function sorted<V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
