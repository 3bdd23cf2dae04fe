import type { KubeObject } from '@bulwark/model';
import { RbacIndex, readPolicy, type PolicyRule, type PolicySet, type Request, type User } from '@bulwark/rbac';
import { atomKey, atomOf, atomsOf, type Atom } from '../rules/atom.ts';
import type { Held, Need } from '../propose/need.ts';
import type { Scope, Widening } from '../propose/scopes.ts';

export interface Proof {
  /** Distinct requests that were asked anew. */
  readonly replayed: number;
  readonly refused: readonly Request[];
  /** What the rules grant and nobody has asked for, beside the widenings that are listed. */
  readonly beyond: readonly Beyond[];
}

export interface Beyond {
  readonly namespace: string;
  readonly atom: Atom;
}

/** Asks for every request again, with nothing but the new roles and those that the server brings. */
export function replay(
  user: User,
  needs: readonly Need[],
  manifests: readonly KubeObject[],
  base: PolicySet,
): Pick<Proof, 'replayed' | 'refused'> {
  const policy = readPolicy(manifests, { complete: true, defaults: base });
  const index = new RbacIndex(policy);
  const refused = needs.map(({ request }) => request).filter((request) => index.authorize(user, request).verdict !== 'allow');
  return { replayed: needs.length, refused };
}

/**
 * All that the rules grant, atom by atom, against what was asked for. A request without a name, or over all namespaces, is more
 * than the same for one object, so what it brings along is nothing more.
 */
export function beyond(
  scopes: readonly Scope[],
  needs: readonly Need[],
  widenings: readonly Widening[],
  held: readonly Held[],
): Beyond[] {
  const known = new Set<string>();
  const add = (namespace: string, atom: Atom): void => void known.add(`${namespace}\n${atomKey(atom)}`);
  for (const { request } of needs) add(request.kind === 'url' ? '' : request.namespace, atomOf(request));
  for (const { namespace, atom } of widenings) add(namespace, atom);
  for (const { namespace, rule } of held) for (const atom of atomsOf([rule]).values()) add(namespace, atom);
  return scopes.flatMap(({ namespace, rules }) =>
    [...atomsOf(rules).values()].filter((atom) => !isKnown(known, namespace, atom)).map((atom) => ({ namespace, atom })),
  );
}

function isKnown(known: ReadonlySet<string>, namespace: string, atom: Atom): boolean {
  return [namespace, ''].some((place) => [atom.name, ''].some((name) => known.has(`${place}\n${atomKey({ ...atom, name })}`)));
}

/** Whether a rule says `*` anywhere. */
export function hasWildcard({ verbs, apiGroups, resources, nonResourceURLs }: PolicyRule): boolean {
  return (
    [...verbs, ...apiGroups, ...resources].some((word) => word.includes('*')) || nonResourceURLs.some((url) => url.endsWith('*'))
  );
}
