import type { PolicyRule } from '@bulwark/rbac';
import type { Path } from '@bulwark/model';
import type { Failure } from '../control.ts';
import { isOwnGroup } from './ability.ts';

/** The place in the rule, and what it lets people do. */
export interface RuleSays {
  readonly at: Path;
  readonly does: string;
  /** Whether it is about paths, which are in no namespace. */
  readonly isOfUrls?: boolean;
  /** How severe it is, where that is another than what its reach makes it. */
  readonly severity?: (isClusterWide: boolean) => Failure['severity'];
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

const WRITES = ['create', 'update', 'patch'];
/** Verbs of single rights, which are told as what they are. */
const SPECIAL = ['escalate', 'bind', 'impersonate'];

/** A rule about all that the core has, or every group: told by one control instead of by one for each right in it. */
export function grantsBroadly({ verbs, apiGroups, resources, resourceNames }: PolicyRule): boolean {
  if (!resources.includes(ALL) || resourceNames.length > 0) return false;
  return (apiGroups.includes(ALL) || apiGroups.includes('')) && !SPECIAL.some((verb) => verbs.includes(verb));
}

/** What is told by one control is not told again, right by right. */
export function isToldAlready(rule: PolicyRule, applies: (id: string) => boolean): boolean {
  if (grantsEverything(rule)) return applies('rbac/wildcard-all');
  return grantsBroadly(rule) && applies('rbac/wildcard-resources');
}

/** From so many kinds on, every verb on all of them is one thing to say. */
const SEVERAL = 3;

/** A rule with every verb on several kinds: what weighs no more than that is not told kind by kind beside it. */
export function isSaidByVerbs(rule: PolicyRule, applies: (id: string) => boolean): boolean {
  const { verbs, resources, resourceNames } = rule;
  if (!verbs.includes(ALL) || resources.length < SEVERAL || resources.includes(ALL) || resourceNames.length > 0) return false;
  return !isOfForeignGroups(rule) && applies('rbac/wildcard-verbs');
}

/** Custom kinds: who means all of a group and who names each of its kinds grants the same, until there is one more. */
function isOfForeignGroups({ apiGroups }: PolicyRule): boolean {
  return apiGroups.length > 0 && !apiGroups.some((group) => group === ALL || isOwnGroup(group));
}

const OF_FOREIGN: Failure['severity'] = { level: 'low', reason: "the group is none of Kubernetes' own" };
const OF_URLS: Failure['severity'] = { level: 'low', reason: 'it is about paths such as /metrics, not about objects' };

function resourcesSeverity(rule: PolicyRule): RuleSays['severity'] {
  if (isOfForeignGroups(rule)) return () => OF_FOREIGN;
  if (!grantsBroadly(rule) || ![ALL, ...WRITES].some((verb) => rule.verbs.includes(verb))) return undefined;
  return (isClusterWide) => ({
    level: isClusterWide ? 'critical' : 'high',
    reason: 'whoever writes pods and whatever else there is has all rights of the accounts there',
  });
}

export function everything(rule: PolicyRule): Said {
  return grantsEverything(rule)
    ? {
        at: ['resources', rule.resources.indexOf(ALL)],
        does: `${rule.verbs.includes(ALL) ? 'do anything with' : 'read, write and delete'} everything`,
      }
    : undefined;
}

const ANYTHING = 'do anything, with every verb there is, to';

export function allVerbs(rule: PolicyRule): Said {
  if (!rule.verbs.includes(ALL) || grantsEverything(rule)) return undefined;
  const isOfUrls = rule.resources.length === 0;
  const what = isOfUrls ? rule.nonResourceURLs.map((url) => (url === ALL ? 'all paths' : url)) : rule.resources.map(word);
  const severity = isOfUrls ? OF_URLS : isOfForeignGroups(rule) ? OF_FOREIGN : undefined;
  return {
    at: ['verbs', rule.verbs.indexOf(ALL)],
    does: `${ANYTHING} ${what.join(', ')}`,
    isOfUrls,
    ...(severity === undefined ? {} : { severity: () => severity }),
  };
}

export function allResources(rule: PolicyRule): Said {
  if (!rule.resources.includes(ALL) || grantsEverything(rule)) return undefined;
  const groups = rule.apiGroups.includes(ALL)
    ? 'any group'
    : `the group${rule.apiGroups.length === 1 ? '' : 's'} ${rule.apiGroups.map((group) => `"${group}"`).join(', ')}`;
  const severity = resourcesSeverity(rule);
  return {
    at: ['resources', rule.resources.indexOf(ALL)],
    does: `${rule.verbs.includes(ALL) ? ANYTHING : rule.verbs.join(', ')} every resource of ${groups}`,
    ...(severity === undefined ? {} : { severity }),
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
