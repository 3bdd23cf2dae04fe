import { policyRule, type PolicyRule } from '../rule/policy-rule.ts';

/** A list as tests write it: `get,list`; `core` is the core group, and a text that is left out is no list. */
function list(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((item) => (item === 'core' ? '' : item));
}

/** A rule over resources: `rule('get,list', 'core,apps', 'pods', 'web')`. */
export function rule(verbs: string, groups: string, resources: string, names?: string): PolicyRule {
  return policyRule({ verbs: list(verbs), apiGroups: list(groups), resources: list(resources), resourceNames: list(names) });
}

/** A rule over URLs. */
export function urls(verbs: string, paths: string): PolicyRule {
  return policyRule({ verbs: list(verbs), nonResourceURLs: list(paths) });
}
