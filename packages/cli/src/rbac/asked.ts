import { UserError } from '@bulwark/model';
import { resourceRequest, urlRequest, type Request, type ResourceCatalogue, type ResourceRequest } from '@bulwark/rbac';
import { closest } from '../closest.ts';

/** What somebody wants to know, as it is typed. */
export interface Question {
  readonly verb: string;
  readonly resource: string;
  readonly namespace?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
  readonly subresource?: string | undefined;
}

export interface Asked {
  readonly request: Request;
  /** What people should know of the question itself. */
  readonly notes: readonly string[];
  /** Undefined where nobody knows the resource. */
  readonly namespaced: boolean | undefined;
}

/** Resources that rules name and no server serves: what impersonation and the signing of certificates ask for. */
const VIRTUAL: ReadonlyMap<string, string> = new Map([
  ['users', ''],
  ['groups', ''],
  ['uids', 'authentication.k8s.io'],
  ['userextras', 'authentication.k8s.io'],
  ['signers', 'certificates.k8s.io'],
]);

/**
 * The request that a question means. In `a/b`, b is a subresource where `a` has one of that name, else an object's name;
 * `subresource` decides. A path that starts with a slash is a URL.
 */
export function readQuestion(question: Question, catalogue: ResourceCatalogue): Asked {
  if (question.resource.startsWith('/'))
    return { request: urlRequest(question.verb, question.resource), notes: [], namespaced: false };
  const { word, found, request } = targetOf(question, catalogue);
  return {
    request: { ...request, namespace: namespaceFor(request, question, found?.namespaced) },
    notes: [...resourceNotes(word, found !== undefined, catalogue), ...requestNotes(request, question, found)],
    namespaced: found?.namespaced,
  };
}

interface Target {
  readonly word: string;
  readonly found: ReturnType<ResourceCatalogue['get']>;
  /** Without its namespace. */
  readonly request: ResourceRequest;
}

function targetOf({ verb, resource: text, subresource }: Question, catalogue: ResourceCatalogue): Target {
  const [word = '', second = '', ...more] = text.split('/');
  if (word === '' || more.length > 0) {
    throw new UserError(`"${text}" is no resource`, {
      hint: 'write pods, pods/exec, configmaps/name, deployments.apps or /healthz; for both, pods/name --subresource exec',
    });
  }
  const [found] = catalogue.find(word);
  const { group, name: resource } = found ?? literal(word);
  const isBelow = subresource === undefined && found?.subresources.has(second) === true;
  const below = isBelow ? { subresource: second } : { subresource: subresource ?? '', name: second };
  return { word, found, request: resourceRequest({ verb, group, resource, ...below }) };
}

/** A resource that nobody knows is taken as it is typed: `things.example.com` is `things` of that group. */
function literal(word: string): { readonly group: string; readonly name: string } {
  const dot = word.indexOf('.');
  if (dot !== -1) return { group: word.slice(dot + 1), name: word.slice(0, dot) };
  return { group: word === '*' ? '*' : (VIRTUAL.get(word) ?? ''), name: word };
}

function namespaceFor(request: ResourceRequest, question: Question, namespaced: boolean | undefined): string {
  if (question.allNamespaces === true) return '';
  // A request for one namespace is also one in it (k8s.io/apiserver, pkg/endpoints/request/requestinfo.go).
  if (request.group === '' && request.resource === 'namespaces') return request.name;
  if (namespaced === false) return '';
  return question.namespace ?? (namespaced === true ? 'default' : '');
}

function resourceNotes(word: string, isKnown: boolean, catalogue: ResourceCatalogue): readonly string[] {
  if (isKnown || word === '*' || VIRTUAL.has(word)) return [];
  const meant = closest(
    word,
    catalogue.all.map(({ name }) => name),
  );
  return [`no kind that is known has the resource "${word}"${meant === undefined ? '' : `: did you mean ${meant}?`}`];
}

function requestNotes(
  request: ResourceRequest,
  question: Question,
  known: ReturnType<ResourceCatalogue['get']>,
): readonly string[] {
  if (known === undefined) return [];
  const notes: string[] = [];
  const served = request.subresource === '' ? known.verbs : known.subresources.get(request.subresource);
  if (served === undefined) notes.push(`${known.name} has no subresource "${request.subresource}"`);
  else if (isOrdinary(request.verb) && !served.includes(request.verb))
    notes.push(`the API server takes no ${request.verb} there`);
  if (!known.namespaced && question.namespace !== undefined)
    notes.push(`${known.name} are in no namespace: asked of the cluster`);
  if (request.verb === 'create' && request.name !== '' && request.subresource === '') {
    notes.push('a create by POST carries no name: with one, it is what server-side apply and PUT ask for beside');
  }
  return notes;
}

const ORDINARY = new Set(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection']);

function isOrdinary(verb: string): boolean {
  return ORDINARY.has(verb);
}
