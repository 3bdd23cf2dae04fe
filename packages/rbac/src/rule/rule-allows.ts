import { resourceWithSubresource, type Request } from '../request.ts';
import type { PolicyRule } from './policy-rule.ts';

const ALL = '*';

/**
 * Whether a rule allows a request: kubernetes/plugin/pkg/auth/authorizer/rbac/rbac.go (RuleAllows) over
 * kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go. A rule that has both resources and URLs is judged by the half that the
 * request speaks to.
 */
export function ruleAllows(rule: PolicyRule, request: Request): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  if (request.kind === 'url') return rule.nonResourceURLs.some((url) => urlMatches(url, request.path));
  return (
    has(rule.apiGroups, request.group) &&
    resourceMatches(rule.resources, resourceWithSubresource(request), request.subresource) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name))
  );
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes(ALL) || list.includes(wanted);
}

/**
 * `*` is everything, with all subresources; `*` before `/scale` is that subresource of everything. A star after a slash is plain
 * text, which no request has.
 */
function resourceMatches(resources: readonly string[], wanted: string, subresource: string): boolean {
  return resources.some(
    (resource) => resource === ALL || resource === wanted || (subresource !== '' && resource === `${ALL}/${subresource}`),
  );
}

/** Every star at the end of a rule's URL is cut off before the beginning is compared; one in the middle is plain text. */
export function urlMatches(rule: string, path: string): boolean {
  if (rule === ALL || rule === path) return true;
  return rule.endsWith(ALL) && path.startsWith(withoutTrailingStars(rule));
}

export function withoutTrailingStars(url: string): string {
  let end = url.length;
  while (end > 0 && url[end - 1] === ALL) end--;
  return url.slice(0, end);
}
