import { FINE, invalid, isEmpty, listOf, membersOf, missing, own, type Complaint, type Members } from './rule.ts';

/** k8s.io/kubernetes, pkg/apis/rbac/validation. */

export function policyRule(rule: Members): readonly Complaint[] {
  const hasGroups = !isEmpty(own(rule, 'apiGroups'));
  const hasResources = !isEmpty(own(rule, 'resources'));
  if (isEmpty(own(rule, 'nonResourceURLs'))) {
    if (hasGroups && hasResources) return FINE;
    return [...(hasGroups ? FINE : [missing('apiGroups')]), ...(hasResources ? FINE : [missing('resources')])];
  }
  if (!hasGroups && !hasResources && isEmpty(own(rule, 'resourceNames'))) return FINE;
  return [invalid('may not stand beside apiGroups, resources or resourceNames', 'nonResourceURLs')];
}

/** The rules of a Role apply to resources alone. */
export function role(value: Members): readonly Complaint[] {
  return listOf(own(value, 'rules')).flatMap((rule, index) =>
    isEmpty(own(membersOf(rule), 'nonResourceURLs'))
      ? []
      : [invalid('stands in ClusterRoles only: a Role is of a namespace, and paths are not', 'rules', index, 'nonResourceURLs')],
  );
}

export function subject(value: Members): readonly Complaint[] {
  if (own(value, 'kind') !== 'ServiceAccount' || isEmpty(own(value, 'apiGroup'))) return FINE;
  return [invalid('must be empty for a ServiceAccount, which is of the core group', 'apiGroup')];
}

/** Nothing says of which namespace a service account is but the subject itself, and only a ClusterRole holds everywhere. */
export function clusterRoleBinding(value: Members): readonly Complaint[] {
  const homeless = listOf(own(value, 'subjects')).flatMap((each, index) => {
    const { kind, namespace } = { kind: own(membersOf(each), 'kind'), namespace: own(membersOf(each), 'namespace') };
    return kind === 'ServiceAccount' && isEmpty(namespace) ? [missing('subjects', index, 'namespace')] : [];
  });
  const isRole = own(membersOf(own(value, 'roleRef')), 'kind') === 'Role';
  return isRole ? [...homeless, invalid('must be ClusterRole: a Role holds in its namespace only', 'roleRef', 'kind')] : homeless;
}
