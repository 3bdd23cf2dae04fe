import { UserError } from '@bulwark/model';
import {
  requestInfo,
  requestWords,
  resourceRequest,
  urlRequest,
  type Request,
  type ResourceCatalogue,
  type ResourceRequest,
} from '@bulwark/rbac';
import { isNamespace, methodNotes, requestNotes, resourceNotes, sameNameNotes, verbNotes, VIRTUAL } from './asked-notes.ts';

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

/**
 * The request that a question means. In `a/b`, b is a subresource where `a` has one of that name, else an object's name;
 * `subresource` decides. A path that starts with a slash is a URL.
 */
export function readQuestion(question: Question, catalogue: ResourceCatalogue): Asked {
  if (question.resource.startsWith('/')) return urlQuestion(question);
  const { word, found, request } = targetOf(question, catalogue);
  const namespaced = found === undefined && VIRTUAL.has(word) ? false : found?.namespaced;
  return {
    request: { ...request, namespace: namespaceFor(request, question, namespaced) },
    notes: [
      ...verbNotes(question.verb),
      ...(found === undefined
        ? resourceNotes(word, catalogue)
        : [...sameNameNotes(word, catalogue), ...requestNotes(request, found, question.namespace)]),
    ],
    namespaced,
  };
}

/** A URL is asked for without its query, with an HTTP method in lower case. */
function urlQuestion({ verb, resource: text }: Question): Asked {
  const [path = text] = text.split('?');
  const made = requestInfo('GET', path)?.request;
  const notes = [
    ...methodNotes(verb),
    ...(made?.kind === 'resource' ? [`the API server takes this path for a resource: ask for ${requestWords(made)}`] : []),
  ];
  return { request: urlRequest(verb, path), notes, namespaced: false };
}

interface Target {
  readonly word: string;
  readonly found: ReturnType<ResourceCatalogue['get']>;
  /** Without its namespace. */
  readonly request: ResourceRequest;
}

function targetOf({ verb, resource: text, subresource }: Question, catalogue: ResourceCatalogue): Target {
  const { word, second, isTooLong } = partsOf(text);
  if (word === '' || isTooLong) {
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

/** The name of a signer has a slash of its own: `signers/kubernetes.io/kubelet-serving`. */
function partsOf(text: string): { readonly word: string; readonly second: string; readonly isTooLong: boolean } {
  const [word = '', ...rest] = text.split('/');
  return { word, second: rest.join('/'), isTooLong: rest.length > (word === 'signers' ? 2 : 1) };
}

/** A resource that nobody knows is taken as it is typed: `things.example.com` is `things` of that group. */
function literal(word: string): { readonly group: string; readonly name: string } {
  const dot = word.indexOf('.');
  if (dot !== -1) return { group: word.slice(dot + 1), name: word.slice(0, dot) };
  return { group: word === '*' ? '*' : (VIRTUAL.get(word) ?? ''), name: word };
}

function namespaceFor(request: ResourceRequest, question: Question, namespaced: boolean | undefined): string {
  // A request for one namespace is also one in it (k8s.io/apiserver, pkg/endpoints/request/requestinfo.go).
  if (isNamespace(request)) return request.name;
  if (question.allNamespaces === true) return '';
  if (namespaced === false) return '';
  return question.namespace ?? (namespaced === true ? 'default' : '');
}
