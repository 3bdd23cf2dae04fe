import { perKind } from '@bulwark/model';
import { builtInResources } from '@bulwark/schema';
import type { PolicyRule } from '@bulwark/rbac';

/** Something that a rule can let people do. */
export interface Ability {
  /** Empty for the core group. */
  readonly group: string;
  /** As rules write it: `pods`, `pods/exec`. */
  readonly resource: string;
  readonly verbs: readonly string[];
  /** The control that says enough where it is applied and a rule also grants one of these verbs, of the resource or of another. */
  readonly saidBy?: { readonly control: string; readonly verbs: readonly string[]; readonly resource?: string };
  /** Why a rule that says so grants nothing, where nobody ever asks for it. */
  readonly never?: string;
}

/** What of an ability a rule grants. */
export interface Granted {
  readonly ability: Ability;
  readonly verbs: readonly string[];
  /** Why it grants nothing today although it is meant to; undefined where it grants. */
  readonly mistaken: string | undefined;
}

const ALL = '*';

/** What a rule grants of an ability; undefined where it has nothing to do with it. */
export function grantedBy(rule: PolicyRule, ability: Ability): Granted | undefined {
  // Most rules have nothing to do with most abilities: by their resources that is seen first.
  const grants = namesResource(rule, ability) && (rule.apiGroups.includes(ALL) || rule.apiGroups.includes(ability.group));
  const mistaken = grants ? ability.never : mistakeIn(rule, ability);
  if (!grants && mistaken === undefined) return undefined;
  const verbs = rule.verbs.includes(ALL) ? ability.verbs : ability.verbs.filter((verb) => rule.verbs.includes(verb));
  return verbs.length === 0 ? undefined : { ability, verbs, mistaken };
}

function namesResource({ resources }: PolicyRule, { resource }: Ability): boolean {
  const slash = resource.indexOf('/');
  return (
    resources.includes(ALL) ||
    resources.includes(resource) ||
    (slash !== -1 && resources.includes(`${ALL}${resource.slice(slash)}`))
  );
}

/** A rule that means the resource and misses it: by a name that no server has for it, or in a group that does not have it. */
function mistakeIn(rule: PolicyRule, { group, resource }: Ability): string | undefined {
  if (rule.resources.includes(resource)) {
    if (rule.apiGroups.some((other) => mayServe(other, resource))) return undefined;
    const where = rule.apiGroups.map((other) => `"${other}"`).join(', ');
    return rule.apiGroups.length === 0 ? undefined : `${resource} are in the group "${group}", not in ${where}`;
  }
  if (resource.includes('/') || !rule.apiGroups.includes(group)) return undefined;
  const singular = resourceNamed({ group, kind: resource })?.singular;
  const wrong = rule.resources.find((word) => word !== resource && word.toLowerCase() === singular);
  return wrong === undefined ? undefined : `no API server has a resource "${wrong}": it is called ${resource}`;
}

/** The resource of Kubernetes itself that rules write so; null where there is none. Of every rule the same few are asked. */
const resourceNamed = perKind(
  (group, name) => builtInResources().find((each) => each.group === group && each.name === name) ?? null,
);

let ownGroups: ReadonlySet<string> | undefined;

/** Whether Kubernetes itself serves the group. */
export function isOwnGroup(group: string): boolean {
  ownGroups ??= new Set(builtInResources().map((each) => each.group));
  return ownGroups.has(group);
}

/** A group that is none of Kubernetes' own may serve anything, under any name: metrics.k8s.io serves pods and nodes. */
function mayServe(group: string, resource: string): boolean {
  if (group === ALL || !isOwnGroup(group)) return true;
  const [name, below] = resource.split('/');
  return builtInResources().some(
    (each) => each.group === group && each.name === name && (below === undefined || each.subresources.has(below)),
  );
}

/** Whether a resource is in no namespace, so that no RoleBinding can grant it; false for those that nobody knows. */
export function isOfCluster({ group, resource }: Ability): boolean {
  const [name] = resource.split('/');
  return builtInResources().some((each) => each.group === group && each.name === name && !each.namespaced);
}
