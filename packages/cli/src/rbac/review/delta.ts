import { covers, policyRule, type PolicyRule } from '@bulwark/rbac';
import { isArray, isObject, listAt, member, stringAt, UserError, type Json } from '@bulwark/model';
import { canonical, digestOf } from './digest.ts';
import { entitlementKey, type Identity } from './identity.ts';
import { READABLE_FORMATS } from './review-format.ts';

export type Change = 'new' | 'widened' | 'narrowed' | 'unchanged' | 'gone';

export interface IdentityChange {
  readonly cluster: string;
  readonly id: string;
  readonly change: Change;
  /** What the bindings say that they did not say before, or no longer say. */
  readonly notes: readonly string[];
}

/** A review that was, by the sum of what it says. */
export interface ReviewLink {
  readonly sha256: string;
  readonly at?: string;
}

export interface Delta {
  /** The last review, and how many files of earlier ones were there and found as they were printed. */
  readonly previous: ReviewLink & { readonly verified: number };
  /** All reviews before this one, each of which holds the sums of those before it; the first is the oldest. */
  readonly chain: readonly ReviewLink[];
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
  /** The review itself, behind those that it follows on. */
  readonly chain: readonly ReviewLink[];
  readonly link: ReviewLink;
  /** The files that were read and are as they were printed. */
  readonly verified: number;
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
  if (!isObject(value) || !READABLE_FORMATS.includes(stringAt(value, 'format') ?? ''))
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
  const roles = new Map(listAt(value, 'roles').map((role) => [roleKey(role, stringAt(role, 'cluster') ?? ''), rulesOf(role)]));
  const identities = listAt(value, 'identities').map((identity) => oldIdentity(identity, roles));
  const link = linkOf(value, sha256);
  return {
    chain: [...listAt(value, 'delta', 'chain').map((each) => linkOf(each, stringAt(each, 'sha256') ?? '')), link],
    link,
    verified: 1,
    identities: new Map(identities.map((each) => [entitlementKey(each.cluster, each.id, ''), each])),
    kept: keptOf(value),
  };
}

function linkOf(value: Json, sha256: string): ReviewLink {
  const at = stringAt(value, 'at');
  return { sha256, ...(at !== undefined && { at }) };
}

/** The newest of several reviews, which must follow one on the other. */
export function newestOf(all: readonly (readonly [path: string, previous: Previous])[]): Previous | undefined {
  const newest = all.toSorted(([, a], [, b]) => b.chain.length - a.chain.length)[0];
  if (newest === undefined) return undefined;
  const [path, { chain }] = newest;
  const known = new Set(chain.map(({ sha256 }) => sha256));
  const stray = all.find(([, { link }]) => !known.has(link.sha256));
  if (stray !== undefined) {
    throw new UserError(`${stray[0]} is not among the reviews that ${path} follows on`, {
      hint: 'each --previous must be one before the other: a review keeps the SHA-256 of all before it',
    });
  }
  return { ...newest[1], verified: new Set(all.map(([, { link }]) => link.sha256)).size };
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

function oldIdentity(value: Json, roles: ReadonlyMap<string, readonly PolicyRule[]>): OldIdentity {
  const cluster = stringAt(value, 'cluster') ?? '';
  return {
    cluster,
    id: stringAt(value, 'id') ?? '',
    entitlements: listAt(value, 'entitlements').map((each) => ({
      binding: stringAt(each, 'binding') ?? '',
      role: stringAt(each, 'role') ?? '',
      namespace: stringAt(each, 'namespace') ?? '',
      isUnknown: stringAt(each, 'risk') === 'unknown',
      rules: roles.get(roleKey(each, cluster)) ?? rulesOf(each),
    })),
  };
}

function roleKey(value: Json, cluster: string): string {
  return JSON.stringify([cluster, stringAt(value, 'role') ?? '']);
}

function rulesOf(value: Json): readonly PolicyRule[] {
  return listAt(value, 'rules').map(oldRule);
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
    previous: { ...previous.link, verified: previous.verified },
    chain: previous.chain,
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
    const around = others.filter(({ namespace }) => namespace === '' || namespace === one.namespace);
    // Nearly every role is as it was, and is known again before anything is taken apart.
    if (around.some(({ rules }) => textOf(rules) === textOf(one.rules))) return false;
    return !covers(
      around.flatMap(({ rules }) => rules),
      one.rules,
    );
  });
}

/** What is proved of the reviews before. */
export function chainWords({ previous: { verified }, chain }: Delta): string {
  const before = chain.length - 1;
  if (before === 0) return 'it is as it was printed';
  const others = verified > 1 ? `, of which ${verified - 1} were read and are as they were printed` : '';
  return `it is as it was printed, and names ${before} ${before === 1 ? 'review' : 'reviews'} before it${others}`;
}

const TEXTS = new WeakMap<readonly PolicyRule[], string>();

/** The same for the same rules in the same words. */
function textOf(rules: readonly PolicyRule[]): string {
  const known = TEXTS.get(rules);
  if (known !== undefined) return known;
  const text = canonical(rules as unknown as Json);
  TEXTS.set(rules, text);
  return text;
}

/** What has become of each identity since the last review, by `entitlementKey` with no binding. */
export function changesById(delta: Delta | undefined): ReadonlyMap<string, Change> {
  return new Map((delta?.changes ?? []).map(({ cluster, id, change }) => [entitlementKey(cluster, id, ''), change] as const));
}
