import { policyRule, resourceWithSubresource, type PolicyRule, type Request } from '@bulwark/rbac';

/** The smallest thing that a rule grants: one verb on one resource, with one name or any; or one verb on one URL. */
export interface Atom {
  readonly verb: string;
  readonly group: string;
  /** With its subresource. */
  readonly resource: string;
  /** Empty stands for every name, and for requests without one. */
  readonly name: string;
  /** Empty unless it is for a URL. */
  readonly url: string;
}

export function atomOf(request: Request): Atom {
  if (request.kind === 'url') return { verb: request.verb, group: '', resource: '', name: '', url: request.path };
  return { verb: request.verb, group: request.group, resource: resourceWithSubresource(request), name: request.name, url: '' };
}

export function atomKey({ verb, group, resource, name, url }: Atom): string {
  return `${verb}\n${group}\n${resource}\n${name}\n${url}`;
}

/** All that rules without wildcards grant. */
export function atomsOf(rules: readonly PolicyRule[]): Map<string, Atom> {
  return new Map(rules.flatMap(ruleAtoms).map((atom) => [atomKey(atom), atom]));
}

const ANY: readonly string[] = [''];

function ruleAtoms({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): Atom[] {
  const names = resourceNames.length === 0 ? ANY : resourceNames;
  return [
    ...productOf({ verbs, groups: ANY, resources: ANY, names: ANY, urls: nonResourceURLs }),
    ...productOf({ verbs, groups: apiGroups, resources, names, urls: ANY }),
  ];
}

/** A product: each of its verbs on each of its groups, resources and names. */
export interface Box {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  /** One empty name stands for all. */
  readonly names: readonly string[];
  readonly urls: readonly string[];
}

export function productOf({ verbs, groups, resources, names, urls }: Box): Atom[] {
  const places = groups.flatMap((group) => resources.map((resource) => ({ group, resource })));
  const targets = names.flatMap((name) => urls.map((url) => ({ name, url })));
  return verbs.flatMap((verb) => places.flatMap((place) => targets.map((target) => ({ verb, ...place, ...target }))));
}

/** Without those that another one grants too: what may be done to any object may be done to each. */
export function withoutRedundant(atoms: Iterable<Atom>): Atom[] {
  const all = new Map([...atoms].map((atom) => [atomKey(atom), atom]));
  return [...all.values()].filter((atom) => atom.name === '' || !all.has(atomKey({ ...atom, name: '' })));
}

export function ruleOf(atom: Atom): PolicyRule {
  const { verb, group, resource, name, url } = atom;
  if (url !== '') return policyRule({ verbs: [verb], nonResourceURLs: [url] });
  return policyRule({ verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: name === '' ? [] : [name] });
}

/** Why no rule may say this: a star in it would mean everything there; or undefined where one may. */
export function ungrantable(request: Request): string | undefined {
  if (request.verb === '' || request.verb === '*') return 'its verb is no word for a rule';
  if (request.kind === 'url') {
    if (!request.path.startsWith('/')) return 'the path does not begin with a slash';
    return request.path.endsWith('*') ? 'a rule with this path would allow all that begin like it' : undefined;
  }
  const words = [request.group, request.resource, request.subresource];
  if (words.some((word) => word.includes('*'))) return 'a rule with this star would allow everything';
  if (request.resource === '') return 'it names no resource';
  return request.namespace.includes('*') ? 'no namespace is called that' : undefined;
}
