import type { ResourceCatalogue, ResourceRequest } from '@bulwark/rbac';
import { closest } from '../closest.ts';

type Known = NonNullable<ReturnType<ResourceCatalogue['get']>>;

/** Resources that rules name and no server serves: what impersonation and the signing of certificates ask for. */
export const VIRTUAL: ReadonlyMap<string, string> = new Map([
  ['users', ''],
  ['groups', ''],
  ['uids', 'authentication.k8s.io'],
  ['userextras', 'authentication.k8s.io'],
  ['signers', 'certificates.k8s.io'],
]);

export function isNamespace({ group, resource }: ResourceRequest): boolean {
  return group === '' && resource === 'namespaces';
}

/** What is odd about a resource of which no kind is known. */
export function resourceNotes(word: string, catalogue: ResourceCatalogue): readonly string[] {
  if (word === '*' || VIRTUAL.has(word)) return [];
  const meant = closest(
    word,
    catalogue.all.map(({ name }) => name),
  );
  return [`no kind that is known has the resource "${word}"${meant === undefined ? '' : `: did you mean ${meant}?`}`];
}

/** Whether other groups have a resource of the same name: who means theirs has to say so, as with kubectl. */
export function sameNameNotes(word: string, catalogue: ResourceCatalogue): readonly string[] {
  const [taken, ...others] = catalogue.find(word);
  if (taken === undefined || others.length === 0) return [];
  const names = others.map(({ name, group }) => `${name}.${group}`);
  const where = taken.group === '' ? 'the core group' : `the group ${taken.group}`;
  return [`"${word}" is that of ${where}: for the other${names.length > 1 ? 's' : ''}, ask for ${names.join(' or ')}`];
}

/** What is odd about a request for a resource that is known. */
export function requestNotes(request: ResourceRequest, known: Known, namespace: string | undefined): readonly string[] {
  return [...servedNotes(request, known), ...placeNotes(request, known, namespace), ...nameNotes(request)];
}

function servedNotes({ verb, subresource }: ResourceRequest, known: Known): readonly string[] {
  const served = subresource === '' ? known.verbs : known.subresources.get(subresource);
  if (served === undefined) return [`${known.name} has no subresource "${subresource}"`];
  return ORDINARY.has(verb) && !served.includes(verb) ? [`the API server takes no ${verb} there`] : [];
}

function placeNotes(request: ResourceRequest, { name, namespaced }: Known, namespace: string | undefined): readonly string[] {
  if (namespaced || namespace === undefined) return [];
  if (!isNamespace(request) || request.name === '') return [`${name} are in no namespace: asked of the cluster`];
  return namespace === request.name ? [] : [`a request for namespace ${request.name} is one in it: asked there`];
}

function nameNotes({ verb, name, subresource }: ResourceRequest): readonly string[] {
  if (verb !== 'create' || name === '' || subresource !== '') return [];
  return ['a create by POST carries no name: with one, it is what server-side apply and PUT ask for beside'];
}

/** Verbs are compared byte by byte: a slip of the pen makes a no. */
export function verbNotes(verb: string): readonly string[] {
  if (ORDINARY.has(verb) || SPECIAL.has(verb) || verb === '*') return [];
  const meant = closest(verb, [...ORDINARY, ...SPECIAL]);
  return meant === undefined ? [] : [`"${verb}" is no verb of the API server: did you mean ${meant}?`];
}

export function methodNotes(verb: string): readonly string[] {
  if (METHODS.has(verb) || verb === '*') return [];
  return [`the verb of a URL is an HTTP method in lower case, as get: no request has "${verb}"`];
}

const METHODS = new Set(['get', 'head', 'post', 'put', 'patch', 'delete', 'options', 'connect', 'trace']);
const SPECIAL = new Set(['bind', 'escalate', 'impersonate', 'use', 'approve', 'sign', 'attest', 'proxy']);
const ORDINARY = new Set(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']);
