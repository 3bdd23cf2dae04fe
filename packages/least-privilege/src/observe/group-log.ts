import { goQuote } from '@bulwark/model';
import { RbacIndex, representative, type Policy, type Request } from '@bulwark/rbac';
import { SubjectLog, type Observations } from './observations.ts';
import { Series } from './series.ts';

/** The groups that a log shows anybody in, but for those that a name brings by itself. */
export function groupsIn({ subjects }: Observations): readonly string[] {
  const groups = new Set([...subjects.values()].flatMap((log) => [...log.groups]));
  return [...groups].filter((group) => !/^system:(?:authenticated|unauthenticated|masters|nodes)$/.test(group)).toSorted();
}

/**
 * What members of a group did by the rights of the group, as if one had done it all: what the server said that it allowed by a
 * binding of the group, and what it did not say by what, where a binding of the group allows it today.
 */
export function groupLog(group: string, { subjects }: Observations, policy: Policy | undefined): SubjectLog {
  const log = new SubjectLog(group);
  const member = representative({ kind: 'group', name: group });
  const index = policy === undefined ? undefined : new RbacIndex(policy);
  const isOfGroup = (request: Request): boolean => index === undefined || index.authorize(member, request).verdict === 'allow';
  const words = ` to Group ${goQuote(group)}`;
  for (const each of subjects.values()) {
    if (!each.groups.has(group)) continue;
    for (const [key, series] of each.allowed) {
      if (!series.mayBeBy(words)) continue;
      const into = log.allowed.get(key) ?? new Series(series.request);
      if (!into.take(series, isOfGroup)) continue;
      log.allowed.set(key, into);
      for (const [place, written] of each.written) if (place.startsWith(`${key}\n`)) log.written.set(place, written);
      const hidden = each.hidden.get(key);
      if (hidden !== undefined) log.hidden.set(key, hidden);
    }
  }
  return log;
}
