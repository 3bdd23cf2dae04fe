import { SEVERITIES, type Severity } from '@bulwark/model';
import { NEWEST_MINOR } from '@bulwark/schema';
import type { BoundGrant, Gap } from '../authorize/decision.ts';
import { notKnown } from '../authorize/not-known.ts';
import type { Binding } from '../policy/binding.ts';
import type { PolicySet } from '../policy/policy-set.ts';
import type { Policy } from '../policy/policy.ts';
import { principalOf } from '../subject/subject.ts';
import { ANONYMOUS, AUTHENTICATED, splitServiceAccountName, UNAUTHENTICATED } from '../subject/user.ts';
import { accountsOf, type Account, type AccountFacts } from './accounts.ts';
import { Chain, CLUSTER_ADMIN } from './chain.ts';
import type { Escalation, Escalations, Path } from './escalation.ts';
import { GrantsIndex } from './grants-index.ts';
import { Holder } from './holder.ts';
import { identityKey, representative, type Identity } from './identity.ts';
import type { Lead } from './lead.ts';
import { Catalogue, furtherLeads, leadsOf } from './leads.ts';
import type { World } from './primitive.ts';
import { PRIMITIVES } from './primitives.ts';
import { stepsOfLead, stepsOfWay } from './proof.ts';

export interface EscalationOptions extends AccountFacts {
  readonly minor?: number;
  /** Whom to speak of; without it, all whom bindings name that are not the API server's own. */
  readonly identities?: readonly Identity[];
  /** Of those, the ones to speak of. */
  readonly speaksOf?: (identity: Identity) => boolean;
  /** What the API server brings itself, where it stands among the manifests as an object. */
  readonly defaults?: PolicySet;
  /** Those whom only the API server's own bindings name too. */
  readonly includeDefaults?: boolean;
}

/** Who can become what: for every identity that the policy names, alone, and from one to the next up to cluster-admin. */
export function findEscalations(policy: Policy, options: EscalationOptions = {}): Escalations {
  const catalogue = catalogueOf(options.minor ?? NEWEST_MINOR);
  const index = new GrantsIndex(policy, catalogue.table);
  const ownOnly = namedByDefaultsOnly(policy, options.defaults);
  const asked = options.identities ?? askedOf(index, options, ownOnly);
  const accounts = accountsOf(everybody(index, asked), namespacesOf(policy), options, ownOnly);
  const identities = uniqueIdentities([
    ...everybody(index, asked),
    ...accounts.map(({ user }): Identity => ({ kind: 'user', name: user })),
  ]);
  const world: World = { policy, missing: accounts.filter(({ exists }) => !exists) };
  const leads = new Map<string, readonly Lead[]>();
  const further: Lead[] = [];
  for (const identity of identities) {
    const first = leadsOf(new Holder(identity, index, catalogue.table), catalogue, world);
    if (first.length === 0) continue;
    leads.set(identityKey(identity), first);
    further.push(...furtherLeads(identity, first, index, catalogue, world));
  }
  // Their proofs are most of the work, and who asks for paths alone needs none of them.
  let told: readonly Escalation[] | undefined;
  return {
    get escalations() {
      return (told ??= asked.flatMap((identity) =>
        (leads.get(identityKey(identity)) ?? [])
          .filter(({ gain }) => gain.isMeans !== true)
          .map((lead) => escalationOf(identity, lead)),
      ));
    },
    paths: pathsFor(asked, [...[...leads.values()].flat(), ...further], identities, accounts),
    gaps: gapsOf(policy),
  };
}

const catalogues = new Map<number, Catalogue>();

/** Made once for a minor: it says nothing of any policy. */
function catalogueOf(minor: number): Catalogue {
  const known = catalogues.get(minor);
  if (known !== undefined) return known;
  const made = new Catalogue(PRIMITIVES, minor);
  catalogues.set(minor, made);
  return made;
}

function everybody(index: GrantsIndex, asked: readonly Identity[]): readonly Identity[] {
  return [...[...index.all].map(({ identity }) => identity), ...asked];
}

function uniqueIdentities(identities: readonly Identity[]): readonly Identity[] {
  return [...new Map(identities.map((identity) => [identityKey(identity), identity])).values()];
}

function escalationOf(identity: Identity, lead: Lead): Escalation {
  const { primitive, gain, found } = lead;
  return {
    identity,
    primitive,
    namespace: found.namespace,
    position: gain.position,
    severity: severityFor(
      identity,
      gain.severity ?? (found.namespace === '' ? primitive.severity.cluster : primitive.severity.namespace),
    ),
    steps: stepsOfLead(lead, representative(identity)),
  };
}

/** Whoever reaches the API server at all has what these have. */
const OPEN: ReadonlySet<string> = new Set([ANONYMOUS, UNAUTHENTICATED, AUTHENTICATED]);

function severityFor({ name }: Identity, severity: Severity): Severity {
  if (!OPEN.has(name)) return severity;
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity;
}

/** What rests on grants of its groups alone is said of the groups. */
function isItsOwn({ identity, steps }: Escalation | Path): boolean {
  return steps.some(({ permissions }) => permissions.some(({ grant }) => isSubject(identity, grant)));
}

function isSubject({ kind, name }: Identity, { binding, subject }: BoundGrant): boolean {
  const written = binding.subjects[subject];
  const principal = written === undefined ? undefined : principalOf(written, binding.namespace);
  return principal?.kind === kind && principal.name === name;
}

function pathsFor(
  asked: readonly Identity[],
  leads: readonly Lead[],
  identities: readonly Identity[],
  accounts: readonly Account[],
): readonly Path[] {
  const ways = new Chain(leads, identities, accounts).graph.waysTo(CLUSTER_ADMIN);
  const paths: Path[] = [];
  for (const identity of asked) {
    const passages = ways.from(identityKey(identity));
    // What it can do as a member of a group is said of the group.
    if (passages[0]?.does === undefined) continue;
    const primitives = passages.flatMap(({ does }) =>
      does === undefined ? [] : [...does.after, does].map(({ primitive }) => primitive.id),
    );
    paths.push({ identity, primitives, steps: stepsOfWay(passages, representative(identity)) });
  }
  return paths.filter(isItsOwn);
}

function askedOf(
  index: GrantsIndex,
  { includeDefaults, speaksOf }: EscalationOptions,
  ownOnly: ReadonlySet<string>,
): readonly Identity[] {
  return [...index.all]
    .map(({ identity }) => identity)
    .filter((identity) => speaksOf?.(identity) !== false && (includeDefaults === true || !ownOnly.has(identityKey(identity))))
    .toSorted((a, b) => compare(identityKey(a), identityKey(b)));
}

/** Whom no binding names but the API server's own, as it makes them. */
function namedByDefaultsOnly(policy: Policy, defaults: PolicySet | undefined): ReadonlySet<string> {
  const own = new Map((defaults?.bindings ?? []).map((binding) => [placeOf(binding), binding]));
  const byOwn = new Set<string>();
  const byOthers = new Set<string>();
  for (const binding of policy.bindings) {
    const served = binding.object === undefined ? binding : own.get(placeOf(binding));
    const names = new Set(served?.subjects.map((subject) => JSON.stringify(subject)));
    for (const subject of binding.subjects) {
      const identity = principalOf(subject, binding.namespace);
      if (identity !== undefined) (names.has(JSON.stringify(subject)) ? byOwn : byOthers).add(identityKey(identity));
    }
  }
  return byOwn.difference(byOthers);
}

function placeOf({ namespace, name }: Binding): string {
  return `${namespace}/${name}`;
}

function namespacesOf(policy: Policy): ReadonlySet<string> {
  const namespaces = new Set<string>();
  for (const { namespace, subjects } of policy.bindings) {
    if (namespace !== '') namespaces.add(namespace);
    for (const subject of subjects) {
      const account = subject.kind === 'User' ? splitServiceAccountName(subject.name) : undefined;
      if (account !== undefined) namespaces.add(account.namespace);
    }
  }
  return namespaces;
}

function gapsOf(policy: Policy): readonly Gap[] {
  return policy.bindings.flatMap((binding) => {
    const reason = notKnown(policy, binding, policy.roleOf(binding));
    return reason === undefined ? [] : [{ binding, subject: undefined, reason }];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
