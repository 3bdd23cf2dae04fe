import { covers, policyRule, type PolicyRule } from '@bulwark/rbac';
import { isArray, isObject, listAt, member, stringAt, UserError, type Json } from '@bulwark/model';
import { digestOf } from './digest.ts';
import { entitlementKey, REVIEW_FORMAT, type Identity } from './review.ts';

export type Change = 'new' | 'widened' | 'narrowed' | 'unchanged' | 'gone';

export interface IdentityChange {
  readonly cluster: string;
  readonly id: string;
  readonly change: Change;
  /** What the bindings say that they did not say before, or no longer say. */
  readonly notes: readonly string[];
}

export interface Delta {
  readonly previous: { readonly sha256: string; readonly at?: string };
  readonly changes: readonly IdentityChange[];
}

interface OldEntitlement {
  readonly binding: string;
  readonly role: string;
  readonly namespace: string;
  readonly isUnknown: boolean;
  readonly rules: readonly PolicyRule[];
}

interface OldIdentity {
  readonly cluster: string;
  readonly id: string;
  readonly entitlements: readonly OldEntitlement[];
}

/** What an earlier review says, as far as the next one needs it. */
export interface Previous {
  readonly sha256: string;
  readonly at: string | undefined;
  readonly identities: ReadonlyMap<string, OldIdentity>;
  /** Entitlements that were kept, with the day until which that holds. */
  readonly kept: ReadonlyMap<string, string | undefined>;
}

/** Reads the JSON of an earlier review. What was changed by hand since is refused: it is no evidence. */
export function readPrevious(text: string, path: string): Previous {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new UserError(`${path} is no JSON`, { hint: 'it must be what bulwark rbac review -o json printed', cause });
  }
  if (!isObject(value) || stringAt(value, 'format') !== REVIEW_FORMAT)
    throw new UserError(`${path} is no access review`, { hint: 'it must be what bulwark rbac review -o json printed' });
  const sha256 = digestOf(value);
  if (stringAt(value, 'sha256') !== sha256)
    throw new UserError(`${path} is not as it was printed: its SHA-256 is another one`, {
      hint: 'take it from where it is kept as evidence',
    });
  if (Object.keys(member(value, 'scope') ?? {}).length > 0)
    throw new UserError(`${path} covers only a part`, {
      hint: 'compare with a review that was made without --namespace and --privileged',
    });
  const identities = listAt(value, 'identities').map(oldIdentity);
  return {
    sha256,
    at: stringAt(value, 'at'),
    identities: new Map(identities.map((each) => [entitlementKey(each.cluster, each.id, ''), each])),
    kept: keptOf(value),
  };
}

function keptOf(value: Json): ReadonlyMap<string, string | undefined> {
  const entries = listAt(value, 'decisions', 'entries').filter(
    (entry) => stringAt(entry, 'decision') === 'keep' && stringAt(entry, 'problem') === undefined,
  );
  return new Map(
    entries.map((entry) => [
      entitlementKey(stringAt(entry, 'cluster') ?? '', stringAt(entry, 'identity') ?? '', stringAt(entry, 'binding') ?? ''),
      stringAt(entry, 'expires'),
    ]),
  );
}

function oldIdentity(value: Json): OldIdentity {
  return {
    cluster: stringAt(value, 'cluster') ?? '',
    id: stringAt(value, 'id') ?? '',
    entitlements: listAt(value, 'entitlements').map((each) => ({
      binding: stringAt(each, 'binding') ?? '',
      role: stringAt(each, 'role') ?? '',
      namespace: stringAt(each, 'namespace') ?? '',
      isUnknown: stringAt(each, 'risk') === 'unknown',
      rules: listAt(each, 'rules').map(oldRule),
    })),
  };
}

function oldRule(value: Json): PolicyRule {
  const texts = (key: string): readonly string[] => {
    const list = member(value, key);
    return isArray(list) ? list.filter((item) => typeof item === 'string') : [];
  };
  return policyRule({
    verbs: texts('verbs'),
    apiGroups: texts('apiGroups'),
    resources: texts('resources'),
    resourceNames: texts('resourceNames'),
    nonResourceURLs: texts('nonResourceURLs'),
  });
}

/** Identity by identity, what is other than it was: by what may be done, and by the bindings that say so. */
export function deltaOf(identities: readonly Identity[], previous: Previous): Delta {
  const now = new Map(identities.map((each) => [entitlementKey(each.cluster, each.id, ''), each]));
  const gone = [...previous.identities].filter(([key]) => !now.has(key)).map(([, each]) => each);
  return {
    previous: { sha256: previous.sha256, ...(previous.at !== undefined && { at: previous.at }) },
    changes: [
      ...[...now].map(([key, identity]) => changeOf(identity, previous.identities.get(key))),
      ...gone.map(({ cluster, id }) => ({ cluster, id, change: 'gone' as const, notes: [] })),
    ],
  };
}

function changeOf(identity: Identity, before: OldIdentity | undefined): IdentityChange {
  const { cluster, id } = identity;
  if (before === undefined) return { cluster, id, change: 'new', notes: [] };
  const more = gained(identity.entitlements.map(toOld), before.entitlements);
  const less = gained(before.entitlements, identity.entitlements.map(toOld));
  const notes = [
    ...more.map(({ binding, role, isUnknown }) =>
      isUnknown ? `not known what ${binding} of ${role} grants` : `more through ${binding} of ${role}`,
    ),
    ...less.map(({ binding, role }) => `less than there was through ${binding} of ${role}`),
  ];
  return { cluster, id, change: more.length > 0 ? 'widened' : less.length > 0 ? 'narrowed' : 'unchanged', notes };
}

function toOld({ binding, role, namespace, risk, rules }: Identity['entitlements'][number]): OldEntitlement {
  return { binding, role, namespace, isUnknown: risk === 'unknown', rules };
}

/**
 * The entitlements that give what the others do not. A new binding counts even where it gives nothing more: its role may grow,
 * and it must be taken away with the other. So does one of which nobody can say what it grants.
 */
function gained(these: readonly OldEntitlement[], others: readonly OldEntitlement[]): readonly OldEntitlement[] {
  return these.filter((one) => {
    const same = others.find(
      ({ binding, role, isUnknown }) => binding === one.binding && role === one.role && isUnknown === one.isUnknown,
    );
    if (same === undefined) return true;
    const known = others.filter(({ namespace }) => namespace === '' || namespace === one.namespace).flatMap(({ rules }) => rules);
    return !covers(known, one.rules);
  });
}
