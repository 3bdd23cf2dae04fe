import type { Request, User } from '@bulwark/rbac';
import type { Api } from '../../control-plane/api.ts';
import type { Question } from './random-requests.ts';

const API = 'authorization.k8s.io/v1';

export interface AccessReview {
  readonly allowed: boolean;
  readonly reason: string;
}

/** What the server says of a question. */
export async function accessReview(api: Api, { user, request }: Question): Promise<AccessReview> {
  const spec = { user: user.name, groups: user.groups, ...attributesOf(request) };
  const review = { apiVersion: API, kind: 'SubjectAccessReview', spec };
  const { status, body } = await api.request('POST', `/apis/${API}/subjectaccessreviews`, review);
  if (status !== 201) throw new Error(`${status} for ${JSON.stringify(spec)}: ${JSON.stringify(body)}`);
  const said = (body as { readonly status: { readonly allowed: boolean; readonly reason?: string } }).status;
  return { allowed: said.allowed, reason: said.reason ?? '' };
}

function attributesOf(request: Request): object {
  if (request.kind === 'url') return { nonResourceAttributes: { verb: request.verb, path: request.path } };
  const { kind: _kind, fieldSelector, ...attributes } = request;
  const selector = fieldSelector === undefined ? {} : { fieldSelector: { rawSelector: fieldSelector } };
  return { resourceAttributes: { ...attributes, ...selector } };
}

/** The rules that the server says somebody has in a namespace; undefined where he may not ask. */
export async function rulesOf(api: Api, user: User, namespace: string): Promise<readonly string[] | undefined> {
  const review = { apiVersion: API, kind: 'SelfSubjectRulesReview', spec: { namespace } };
  const asked = api.as(user.name, user.groups).request('POST', `/apis/${API}/selfsubjectrulesreviews`, review);
  const { status, body } = await asked;
  if (status === 403) return undefined;
  if (status !== 201) throw new Error(`${status} for ${JSON.stringify(user)}: ${JSON.stringify(body)}`);
  const said = (body as { readonly status: ReviewedRules }).status;
  return rulesText(said);
}

type List = readonly string[] | undefined;

interface ReviewedRules {
  readonly resourceRules: readonly Partial<Record<'verbs' | 'apiGroups' | 'resources' | 'resourceNames', List>>[];
  readonly nonResourceRules: readonly Partial<Record<'verbs' | 'nonResourceURLs', List>>[];
}

/** Each rule as a text, sorted: the server has no order of its own. */
export function rulesText({ resourceRules, nonResourceRules }: ReviewedRules): readonly string[] {
  return [
    ...resourceRules.map(({ verbs, apiGroups, resources, resourceNames }) => texts(verbs, apiGroups, resources, resourceNames)),
    ...nonResourceRules.map(({ verbs, nonResourceURLs }) => texts(verbs, nonResourceURLs)),
  ].toSorted();
}

function texts(...lists: readonly List[]): string {
  return JSON.stringify(lists.map((list) => list ?? []));
}
