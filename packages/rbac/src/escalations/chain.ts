import { splitServiceAccountName } from '../subject/user.ts';
import type { Account } from './accounts.ts';
import { Graph } from './graph.ts';
import { groupsOf, identityKey, type Identity } from './identity.ts';
import type { Lead } from './lead.ts';
import type { Position } from './position.ts';

export const CLUSTER_ADMIN = '→ cluster-admin';
const USERS = '→ users';
const CERTIFIED = '→ certified users';
/** Before somebody whom another one only says to be: it can do all that the somebody can, but say to be yet another. */
const SAID = '→ as ';

type Hub = 'token' | 'pod' | 'impersonation' | 'running' | 'takeover';

/** Who can become whom: identities, what lies between (`any account of a namespace`), and the end, cluster-admin. */
export class Chain {
  readonly graph: Graph<Lead> = new Graph();

  constructor(leads: readonly Lead[], identities: readonly Identity[], accounts: readonly Account[]) {
    for (const said of leads.some(({ gain }) => isSaid(gain.position)) ? ['', SAID] : ['']) {
      // A request says one user.
      for (const lead of leads) if (said === '' || lead.primitive.says !== true) this.#addLead(said, lead);
      this.#addMemberships(said, identities, accounts);
    }
    this.#addHubs(identities, accounts);
  }

  #addLead(said: string, lead: Lead): void {
    const from = said + identityKey(lead.holder.identity);
    const cost = 1 + lead.after.length + (lead.gain.position.kind === 'namespace-admin' ? 1 : 0);
    for (const to of targetsOf(lead.gain.position)) this.graph.edge(from, to, cost, lead);
  }

  /** Who is in a group can do what the group can. */
  #addMemberships(said: string, identities: readonly Identity[], accounts: readonly Account[]): void {
    const users = new Set(accounts.map(({ user }) => user));
    for (const identity of identities.filter(({ name }) => !users.has(name))) this.#join(said, identity);
    for (const { user } of accounts) this.#join(said, { kind: 'user', name: user });
  }

  #join(said: string, identity: Identity): void {
    for (const name of groupsOf(identity))
      this.graph.edge(said + identityKey(identity), said + identityKey({ kind: 'group', name }), 0, undefined);
  }

  #addHubs(identities: readonly Identity[], accounts: readonly Account[]): void {
    for (const hub of ['token', 'pod', 'impersonation', 'running', 'takeover'] as const) {
      for (const namespace of new Set(accounts.map((account) => account.namespace)))
        this.graph.edge(hubOf(hub, ''), hubOf(hub, namespace), 0, undefined);
      for (const account of accounts) {
        if (!isIn(hub, account)) continue;
        const user = hub === 'impersonation' ? SAID + account.user : account.user;
        this.graph.edge(hubOf(hub, account.namespace), user, 0, undefined);
        // By its name, in this namespace and in whichever.
        this.graph.edge(hubOf(hub, account.namespace, account.name), user, 0, undefined);
        this.graph.edge(hubOf(hub, '', account.name), user, 0, undefined);
      }
    }
    for (const identity of identities) {
      if (identity.kind !== 'user' || splitServiceAccountName(identity.name) !== undefined) continue;
      this.graph.edge(USERS, SAID + identityKey(identity), 0, undefined);
      this.graph.edge(CERTIFIED, identityKey(identity), 0, undefined);
    }
  }
}

export function isSaid(position: Position): boolean {
  return (
    position.kind === 'groups' ||
    ((position.kind === 'users' || position.kind === 'service-accounts') && position.by === 'impersonation')
  );
}

/** The identity that a node stands for. */
export function withoutSaid(node: string): string {
  return node.startsWith(SAID) ? node.slice(SAID.length) : node;
}

/** Only to say that one is somebody does not need the somebody. */
function isIn(hub: Hub, { exists, runs }: Account): boolean {
  if (hub === 'impersonation') return true;
  if (hub === 'takeover') return !exists;
  return hub === 'running' ? runs !== false : exists;
}

function hubOf(hub: Hub, namespace: string, name?: string): string {
  return `→ ${hub} ${namespace}/${name ?? '*'}`;
}

function targetsOf(position: Position): readonly string[] {
  switch (position.kind) {
    case 'cluster-admin':
      return [CLUSTER_ADMIN];
    case 'namespace-admin':
      return [hubOf('token', position.namespace)];
    case 'service-accounts':
      return accountTargets(position);
    case 'running-pods':
      return runningTargets(position);
    case 'users':
      return userTargets(position);
    case 'groups':
      return position.names.map((name) => SAID + identityKey({ kind: 'group', name }));
    case 'role':
    case 'other':
      return [];
  }
}

function userTargets({ by, names }: Extract<Position, { kind: 'users' }>): readonly string[] {
  if (by === 'certificate') return [CERTIFIED];
  return names === undefined ? [USERS] : names.map((name) => SAID + name);
}

/** Which account a pod of a certain name, or on a certain node, runs as is not known. */
function runningTargets({ namespace, names, nodes }: Extract<Position, { kind: 'running-pods' }>): readonly string[] {
  return names === undefined && nodes === undefined ? [hubOf('running', namespace)] : [];
}

function accountTargets({ by, namespace, names }: Extract<Position, { kind: 'service-accounts' }>): readonly string[] {
  return names === undefined ? [hubOf(by, namespace)] : names.map((name) => hubOf(by, namespace, name));
}
