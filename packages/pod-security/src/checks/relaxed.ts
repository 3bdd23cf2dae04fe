import type { PodRule } from './check.ts';

/** A rule that Windows pods are exempt from, where its field has no meaning (`spec.os.name`). */
export function exceptOnWindows(rule: PodRule): PodRule {
  return (pod) => (pod.windows ? undefined : rule(pod));
}

/** A rule that pods with a user namespace of their own are exempt from (`hostUsers: false`). */
export function exceptWithOwnUsers(rule: PodRule): PodRule {
  return (pod) => (pod.ownUsers ? undefined : rule(pod));
}
