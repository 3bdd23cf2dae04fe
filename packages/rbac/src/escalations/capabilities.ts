import type { Role, RoleRule } from '../policy/role.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import { urlMatches } from '../rule/rule-allows.ts';
import type { Atom, AtomTable } from './atoms.ts';

/** What a role allows of the atoms: by the atom's number, the rules that allow it, for all names or for some. */
export type Capabilities = ReadonlyMap<number, readonly RoleRule[]>;

const NO_CAPABILITIES: Capabilities = new Map();

/** The same as asking `ruleAllows` for every atom, without asking for each. */
export function capabilitiesOf(role: Role, table: AtomTable): Capabilities {
  let found: Map<number, RoleRule[]> | undefined;
  for (const rule of role.rules) {
    for (const atom of atomsOf(rule, table)) {
      found ??= new Map();
      const rules = found.get(atom.id);
      if (rules === undefined) found.set(atom.id, [rule]);
      else if (rules.at(-1) !== rule) rules.push(rule);
    }
  }
  return found ?? NO_CAPABILITIES;
}

function* atomsOf({ rule }: RoleRule, table: AtomTable): IterableIterator<Atom> {
  for (const word of rule.resources) {
    for (const atom of table.ofResource(word)) {
      if (atom.kind.kind === 'resource' && has(rule.apiGroups, atom.kind.group) && has(rule.verbs, atom.verb)) yield atom;
    }
  }
  if (rule.nonResourceURLs.length > 0) yield* urlAtomsOf(rule, table);
}

function* urlAtomsOf({ verbs, nonResourceURLs }: PolicyRule, table: AtomTable): IterableIterator<Atom> {
  for (const atom of table.urls) {
    const { kind, verb } = atom;
    if (kind.kind === 'url' && has(verbs, verb) && nonResourceURLs.some((url) => urlMatches(url, kind.path))) yield atom;
  }
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes('*') || list.includes(wanted);
}
