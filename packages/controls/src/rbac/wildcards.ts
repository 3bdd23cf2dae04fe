import type { PolicyRule } from '@bulwark/rbac';
import type { Path } from '@bulwark/model';

/** The place in the rule, and what it lets people do. */
export interface RuleSays {
  readonly at: Path;
  readonly does: string;
}

type Said = RuleSays | undefined;

const ALL = '*';

/** Whoever has these of everything makes a token of any account, and so has the other verbs too. */
const ENOUGH = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** What counts as everything is told by one control alone. */
export function grantsEverything({ verbs, apiGroups, resources, resourceNames }: PolicyRule): boolean {
  if (!apiGroups.includes(ALL) || !resources.includes(ALL) || resourceNames.length > 0) return false;
  return verbs.includes(ALL) || ENOUGH.every((verb) => verbs.includes(verb));
}

export function everything(rule: PolicyRule): Said {
  return grantsEverything(rule)
    ? {
        at: ['resources', rule.resources.indexOf(ALL)],
        does: `${rule.verbs.includes(ALL) ? 'do anything with' : 'read, write and delete'} everything`,
      }
    : undefined;
}

export function allVerbs(rule: PolicyRule): Said {
  if (!rule.verbs.includes(ALL) || grantsEverything(rule)) return undefined;
  const what = rule.resources.length > 0 ? rule.resources : rule.nonResourceURLs;
  return {
    at: ['verbs', rule.verbs.indexOf(ALL)],
    does: `do anything, with every verb there is, to ${what.map(word).join(', ')}`,
  };
}

export function allResources(rule: PolicyRule): Said {
  if (!rule.resources.includes(ALL) || grantsEverything(rule)) return undefined;
  const groups = rule.apiGroups.includes(ALL)
    ? 'any group'
    : `the groups ${rule.apiGroups.map((group) => `"${group}"`).join(', ')}`;
  return {
    at: ['resources', rule.resources.indexOf(ALL)],
    does: `${rule.verbs.map(word).join(', ')} every resource of ${groups}`,
  };
}

export function allGroups(rule: PolicyRule): Said {
  if (!rule.apiGroups.includes(ALL) || rule.resources.includes(ALL)) return undefined;
  return {
    at: ['apiGroups', rule.apiGroups.indexOf(ALL)],
    does: `${rule.verbs.map(word).join(', ')} ${rule.resources.join(', ')} of whatever group`,
  };
}

function word(text: string): string {
  return text === ALL ? 'all' : text;
}
