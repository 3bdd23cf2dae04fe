import { isObject, listAt, member, objectAt, stringAt, type JsonObject, type Path } from '@bulwark/model';
import { poolMember, type PoolMember } from './member.ts';

/** A binding's member that is a ServiceAccount of a cluster, or several. */
export interface GcpGrant extends PoolMember {
  readonly role: string;
  readonly member: string;
  /** Of the member. */
  readonly path: Path;
  readonly isConditional: boolean;
}

/** Roles that let somebody act as a service account of Google: their holders get tokens of it. */
const ACTS_AS: ReadonlySet<string> = new Set(['roles/iam.workloadIdentityUser', 'roles/iam.serviceAccountTokenCreator']);

/** What a policy is about. */
export interface GcpPolicy {
  /** The service account's e-mail address, where it is the policy of one and somebody says so. */
  readonly account: string | undefined;
  /** The full name of another resource. */
  readonly resource: string | undefined;
  readonly grants: readonly GcpGrant[];
}

const EMAIL = /^[^\s@/]+@[^\s@/]+\.gserviceaccount\.com$/;

/**
 * An IAM policy as `gcloud … get-iam-policy` prints it, which does not say of what: then the object's name does, where it is an
 * e-mail address. `gcloud asset search-all-iam-policies` says it.
 */
export function gcpPolicy(value: JsonObject, name: string): GcpPolicy {
  const resource = stringAt(value, 'resource');
  const inside = objectAt(value, 'policy');
  const base: Path = inside === undefined ? [] : ['policy'];
  const email = resource === undefined ? name : (/\/serviceAccounts\/([^/]+)$/.exec(resource)?.[1] ?? '');
  const account = EMAIL.test(email) ? email : undefined;
  const grants = listAt(inside ?? value, 'bindings').flatMap((binding, index) => {
    const role = stringAt(binding, 'role') ?? '';
    const isConditional = isObject(member(binding, 'condition'));
    return listAt(binding, 'members').flatMap((each, place): readonly GcpGrant[] => {
      const found = typeof each === 'string' ? poolMember(each) : undefined;
      if (found === undefined || typeof each !== 'string') return [];
      return [{ ...found, role, member: each, path: [...base, 'bindings', index, 'members', place], isConditional }];
    });
  });
  return { account, resource: account === undefined ? resource : undefined, grants };
}

/** Whether the role gives its holder the service account itself; undefined for roles that somebody has made. */
export function actsAs(role: string): boolean | undefined {
  if (ACTS_AS.has(role)) return true;
  return role.startsWith('roles/') ? false : undefined;
}
