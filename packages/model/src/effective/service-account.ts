import { member, stringAt, type Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { podFieldPath } from '../workload/pod-field-path.ts';
import type { Scope } from '../inventory/scope.ts';
import type { Workload } from '../workload/workload.ts';

export interface TokenAutomount {
  readonly value: boolean | 'unknown';
  readonly decidedBy: 'pod' | 'service-account' | 'default';
  /** The field that decides: in `object` where the service account does, else in the workload's object. */
  readonly path: Path;
  readonly serviceAccount: string;
  /** The ServiceAccount, where the scope shows it. */
  readonly object: KubeObject | undefined;
  /** Why it is unknown. */
  readonly reason: string | undefined;
}

const FIELD = 'automountServiceAccountToken';
const DEFAULT = 'default';

/** The name of the account that the pod runs as: `serviceAccountName`, the deprecated `serviceAccount`, or `default`. */
export function serviceAccountOf(workload: Workload): string {
  return stringAt(workload.spec, 'serviceAccountName') || stringAt(workload.spec, 'serviceAccount') || DEFAULT;
}

/**
 * Whether the pod gets a token of its service account without asking for one in a volume: the pod's word, else the
 * account's, else yes (`shouldAutomount` in kubernetes, plugin/pkg/admission/serviceaccount/admission.go).
 *
 * An account that the scope does not show is unknown, unless the scope is complete: then there is none, and no pod starts
 * that could be told otherwise. The account `default` is an exception: Kubernetes makes it in every namespace, and leaves
 * the field unset. Few people declare it, and those who change it do so in a manifest, so where the scope has none the token
 * counts as mounted; if it were unknown, so would be almost every pod that was ever written.
 */
export function tokenAutomount(workload: Workload, scope: Scope): TokenAutomount {
  const serviceAccount = serviceAccountOf(workload);
  const object = scope.get('', 'ServiceAccount', workload.object.namespace, serviceAccount);
  const path = podFieldPath(workload, FIELD);
  const base = { path, serviceAccount, object, reason: undefined };
  const own = settingIn(workload.spec);
  if (typeof own === 'boolean') return { ...base, value: own, decidedBy: 'pod' };
  if (own !== undefined) return { ...base, value: 'unknown', decidedBy: 'pod', reason: `${own} in the pod` };
  const hidden = hiddenBy(workload, scope, object, serviceAccount);
  if (hidden !== undefined) return { ...base, value: 'unknown', decidedBy: 'default', reason: hidden };
  const accounts = settingIn(object?.value);
  if (accounts === undefined) return { ...base, value: true, decidedBy: 'default' };
  const decided = { ...base, decidedBy: 'service-account', path: [FIELD] } as const;
  if (typeof accounts === 'boolean') return { ...decided, value: accounts };
  return { ...decided, value: 'unknown', reason: `${accounts} in the ServiceAccount "${serviceAccount}"` };
}

/** The field's value, or how a value that the API server refuses reads in a sentence. */
function settingIn(holder: Json | undefined): boolean | string | undefined {
  const value = member(holder, FIELD) ?? undefined;
  return value === undefined || typeof value === 'boolean' ? value : `${FIELD} is neither true nor false`;
}

/** What stands between the pod's silence and its account's word. */
function hiddenBy(workload: Workload, scope: Scope, object: KubeObject | undefined, name: string): string | undefined {
  if (workload.open !== undefined) return workload.open;
  if (object !== undefined || name === DEFAULT || scope.complete) return undefined;
  return `the ServiceAccount "${name}" is not among the objects that were read`;
}
