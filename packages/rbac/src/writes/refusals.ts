import { goQuote, sortedSet } from '@bulwark/model';
import { compactRules, goList, ruleText } from '../covers/compact-rules.ts';
import { resourceWithSubresource, type ResourceRequest } from '../request.ts';
import type { PolicyRule } from '../rule/policy-rule.ts';
import type { User } from '../subject/user.ts';
import type { Refusal } from './write-decision.ts';

const NOTHING: readonly PolicyRule[] = [];

/** The beginning of every refusal (k8s.io/apimachinery/pkg/api/errors, NewForbidden). */
export function forbidden(
  { group, resource, name }: ResourceRequest,
  why: string,
  uncovered: readonly PolicyRule[] = NOTHING,
): Refusal {
  const what = group === '' ? resource : `${resource}.${group}`;
  const message = `${what}${name === '' ? '' : ` ${goQuote(name)}`} is forbidden: ${why}`;
  return { verdict: 'refused', status: 403, message, uncovered };
}

/** No authorizer allows the request (k8s.io/apiserver/pkg/endpoints/handlers/responsewriters, ForbiddenStatusError). */
export function notAuthorized({ name: username }: User, request: ResourceRequest): Refusal {
  const { verb, group, namespace } = request;
  const what = `${goQuote(resourceWithSubresource(request))} in API group ${goQuote(group)}`;
  const where = namespace === '' ? 'at the cluster scope' : `in the namespace ${goQuote(namespace)}`;
  const text = `User ${goQuote(username)} cannot ${verb} resource ${what} ${where}`;
  return { ...forbidden(request, withoutMarkup(text)), request };
}

function withoutMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** kubernetes/pkg/registry/rbac/validation/rule.go, ConfirmNoEscalation. */
export function escalationText({ name, groups }: User, uncovered: readonly PolicyRule[]): string {
  const missing = sortedSet(compactRules(uncovered).map(ruleText));
  const who = `user ${goQuote(name)} (groups=${goList(groups)})`;
  return `${who} is attempting to grant RBAC permissions not currently held:\n${missing.join('\n')}`;
}
