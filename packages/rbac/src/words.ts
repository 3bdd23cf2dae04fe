import { resourceWithSubresource, type Request } from './request.ts';
import type { PolicyRule } from './rule/policy-rule.ts';

/** `get secrets "db" in namespace shop`: a request in plain words. */
export function requestWords(request: Request): string {
  const verb = request.verb === '*' ? 'do anything with' : request.verb;
  if (request.kind === 'url') return `${verb} ${request.path}`;
  const { name, namespace } = request;
  const where = namespace === '' || request.resource === 'namespaces' ? '' : ` in namespace ${namespace}`;
  return `${verb} ${resourceWords(request.group, resourceWithSubresource(request))}${name === '' ? '' : ` "${name}"`}${where}`;
}

/** `deployments.apps`: a resource with its group, where that is not the core one. */
export function resourceWords(group: string, resource: string): string {
  if (resource === '*' && group === '*') return 'everything';
  if (resource === '*') return group === '' ? 'everything of the core group' : `everything of ${group}`;
  if (group === '') return resource;
  return group === '*' ? `${resource} of every group` : `${resource}.${group}`;
}

/** `get, list secrets "db"`: what a rule lets people do, in plain words. */
export function ruleWords(rule: PolicyRule): string {
  const verbs = rule.verbs.includes('*') ? 'do anything with' : list(rule.verbs);
  const names = rule.resourceNames.length === 0 ? '' : ` ${list(rule.resourceNames.map((name) => `"${name}"`))}`;
  const groups = rule.apiGroups.includes('*') ? ['*'] : rule.apiGroups;
  const resources = rule.resources.includes('*') ? ['*'] : rule.resources;
  const things = groups.flatMap((group) => resources.map((resource) => resourceWords(group, resource)));
  const halves = [
    ...(things.length > 0 ? [`${list(things)}${names}`] : []),
    ...(rule.nonResourceURLs.length > 0 ? [rule.nonResourceURLs.includes('*') ? 'all URLs' : list(rule.nonResourceURLs)] : []),
  ];
  return halves.length === 0 || rule.verbs.length === 0 ? 'nothing' : `${verbs} ${halves.join(', and ')}`;
}

function list(words: readonly string[]): string {
  return [...new Set(words)].join(', ');
}
