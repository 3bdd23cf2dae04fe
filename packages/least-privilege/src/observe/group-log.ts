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
      const into = log.allowed.get(key) ?? new Series(series.request);
      if (series.mayBeBy(words) && into.take(series, isOfGroup)) takeOver(log, each, key, into);
    }
  }
  return log;
}

/** With what the same requests wrote, and with what of them the log hides. */
function takeOver(log: SubjectLog, { written, hidden }: SubjectLog, key: string, series: Series): void {
  log.allowed.set(key, series);
  for (const [place, each] of written) if (place.startsWith(`${key}\n`)) log.written.set(place, each);
  const request = hidden.get(key);
  if (request !== undefined) log.hidden.set(key, request);
}
