import {
  findEscalations,
  identityKey,
  Policy,
  serviceAccountName,
  type Binding,
  type Escalation,
  type EscalationOptions,
  type Identity,
  type Path,
  type Role,
} from '@bulwark/rbac';
import type { Cluster } from '../clusters.ts';
import { heaviest, ordinary, placeOf, riskOfSeverity, worstOf, type Weight } from './risk.ts';

/** A group that nobody is in, to see what comes of a role for whoever holds nothing else. */
const PROBE = 'bulwark.dev/probe:';
const PROBED = /member of bulwark\.dev\/probe:\d+/g;

export interface ScaleOptions extends Pick<EscalationOptions, 'minor' | 'defaults'> {
  readonly complete: boolean;
}

/**
 * How grave it is to hold a role, and to be somebody, in one cluster: by what the escalations make of it there, so that the right
 * to start pods weighs more where a pod of the namespace can have an account that may do everything.
 */
export class RiskScale {
  readonly #probes = new Map<string, Identity>();
  readonly #weights = new Map<string, Weight>();

  constructor(
    cluster: Pick<Cluster, 'index' | 'accounts'>,
    principals: readonly Identity[],
    { complete, ...options }: ScaleOptions,
  ) {
    const { policy } = cluster.index;
    const probing = this.#probing(policy);
    const asked = [...this.#probes.values(), ...principals];
    const { escalations, paths } = findEscalations(
      new Policy(policy.roles, [...policy.bindings, ...probing], { complete: policy.complete }),
      { ...options, identities: asked, ...(complete && { exists: existing(cluster) }) },
    );
    const byIdentity = Map.groupBy(escalations, ({ identity }) => identityKey(identity));
    const pathOf = new Map(paths.map((path) => [identityKey(path.identity), path]));
    for (const identity of asked) {
      const key = identityKey(identity);
      const weight = weightOf(byIdentity.get(key) ?? [], pathOf.get(key));
      if (weight !== undefined) this.#weights.set(key, weight);
    }
  }

  readonly #roles = new Map<string, Weight>();

  /** What a role weighs for whoever holds nothing else, in the whole cluster or in one namespace. */
  ofRole(role: Role, namespace: string): Weight {
    const key = roleKey(role, namespace);
    const known = this.#roles.get(key);
    if (known !== undefined) return known;
    const probe = this.#probes.get(key);
    const escalation = probe === undefined ? undefined : this.#weights.get(identityKey(probe));
    const rules = role.rules.map(({ rule }) => rule);
    const weight = heaviest([...(escalation === undefined ? [] : [escalation]), ordinary(rules, namespace)]);
    this.#roles.set(key, weight);
    return weight;
  }

  /** What all that somebody is bound to comes to together; undefined where it is no escalation. */
  ofPrincipal(principal: Identity): Weight | undefined {
    return this.#weights.get(identityKey(principal));
  }

  /** A binding for each role and place of the policy, of a group of its own. */
  #probing(policy: Policy): readonly Binding[] {
    return policy.bindings.flatMap((binding) => {
      const role = policy.roleOf(binding);
      const key = role === undefined ? '' : roleKey(role, binding.namespace);
      if (role === undefined || this.#probes.has(key)) return [];
      const name = `${PROBE}${this.#probes.size}`;
      this.#probes.set(key, { kind: 'group', name });
      return [{ ...binding, name, subjects: [{ kind: 'Group', name, namespace: '' }], object: undefined, unreadable: undefined }];
    });
  }
}

function roleKey({ kind, namespace, name }: Role, place: string): string {
  return JSON.stringify([kind, namespace, name, place]);
}

function weightOf(escalations: readonly Escalation[], path: Path | undefined): Weight | undefined {
  if (path !== undefined) return { risk: 'critical', because: pathWords(path) };
  if (escalations.length === 0) return undefined;
  const severity = worstOf(escalations.map((each) => each.severity));
  const gravest = escalations.filter((each) => each.severity === severity);
  const byPlace = Map.groupBy(gravest, ({ namespace }) => namespace);
  const words = [...byPlace].map(
    ([place, these]) => `${[...new Set(these.map(({ primitive }) => primitive.title))].join('; ')}${placeOf(place)}`,
  );
  return { risk: riskOfSeverity(severity), because: words.join('; ') };
}

function pathWords({ steps, primitives }: Path): string {
  const [only, ...more] = primitives;
  if (only === 'everything' && more.length === 0) return 'may do everything';
  return `becomes cluster-admin in ${steps.length === 1 ? 'one step' : `${steps.length} steps`}: ${steps.map(({ says }) => says.replaceAll(PROBED, 'it')).join(', ')}`;
}

/** Where all manifests of the cluster are there, what is not among them does not exist. */
function existing({ accounts }: Pick<Cluster, 'accounts'>): (namespace: string, name: string) => boolean {
  const names = new Set(accounts.map(({ name }) => name));
  return (namespace, name) => names.has(serviceAccountName(namespace, name));
}
