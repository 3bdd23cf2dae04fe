import { isKnownMinor, NEWEST_MINOR, OLDEST_MINOR } from '@bulwark/schema';
import type { PolicySet } from '../policy/policy-set.ts';
import { aggregate } from '../read/aggregate.ts';
import { readPolicyTable } from './policy-table.ts';

const BOOTSTRAP_LABELS = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

const loaded = new Map<number, Promise<PolicySet>>();

/**
 * The roles and bindings that the API server of a minor (34 for Kubernetes 1.34) makes at its start, with the feature gates as
 * they are by default, aggregated roles filled in. They stand in a module of their own that is loaded when it is first asked
 * for. Rejects for a minor that the tables do not know.
 */
export function defaultsOf(minor: number = NEWEST_MINOR): Promise<PolicySet> {
  const known = loaded.get(minor);
  if (known !== undefined) return known;
  const defaults = readDefaults(minor);
  loaded.set(minor, defaults);
  return defaults;
}

async function readDefaults(minor: number): Promise<PolicySet> {
  const { BOOTSTRAP } = await tablesFor(minor);
  const { roles, bindings } = readPolicyTable(BOOTSTRAP, minor, BOOTSTRAP_LABELS);
  return { roles: aggregate(roles), bindings };
}

/**
 * What `kubeadm init` of a minor makes beside them: no part of Kubernetes, and only there where kubeadm was used (kind and
 * Cluster API use it; EKS, GKE, AKS, k3s and OpenShift do not). What others install in place of CoreDNS or kube-proxy has
 * other roles.
 */
export async function kubeadmDefaultsOf(minor: number = NEWEST_MINOR): Promise<PolicySet> {
  const { KUBEADM } = await tablesFor(minor);
  return readPolicyTable(KUBEADM, minor, {});
}

async function tablesFor(minor: number): Promise<{ readonly BOOTSTRAP: string; readonly KUBEADM: string }> {
  if (!isKnownMinor(minor))
    throw new RangeError(`the default roles of Kubernetes 1.${OLDEST_MINOR} to 1.${NEWEST_MINOR} are known, not of 1.${minor}`);
  return import('./generated/tables.ts');
}
