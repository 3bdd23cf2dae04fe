import { member, stringAt, type Json } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Path } from '../path.ts';
import { refusedText } from '../refused-text.ts';
import { podFieldPath } from '../workload/pod-field-path.ts';
import type { Scope } from '../inventory/scope.ts';
import type { Workload } from '../workload/workload.ts';

interface Automount {
  readonly decidedBy: 'pod' | 'service-account' | 'default';
  /** The field that decides: in `object` where the service account does, else in the workload's object. */
  readonly path: Path;
  /** The ServiceAccount, where the scope shows it. */
  readonly object: KubeObject | undefined;
}

/** A pod of which it is known whether it gets a token. */
export interface KnownAutomount extends Automount {
  readonly value: boolean;
  readonly serviceAccount: string;
}

interface UnknownAutomount extends Automount {
  readonly value: 'unknown';
  /** Undefined where the pod names it by something that is no text. */
  readonly serviceAccount: string | undefined;
  readonly reason: string;
}

export type TokenAutomount = KnownAutomount | UnknownAutomount;

const FIELD = 'automountServiceAccountToken';
const DEFAULT = 'default';

/**
 * The name of the account that the pod runs as: `serviceAccountName`, the deprecated `serviceAccount`, or `default`. Undefined
 * where one of the fields holds no text: the API server refuses the pod.
 */
export function serviceAccountOf(workload: Workload): string | undefined {
  return refusedName(workload) === undefined ? nameIn(workload) : undefined;
}

function nameIn({ spec }: Workload): string {
  return stringAt(spec, 'serviceAccountName') || stringAt(spec, 'serviceAccount') || DEFAULT;
}

interface RefusedName {
  readonly field: string;
  readonly reason: string;
}

/** The first of the two fields that holds something which is no text. */
function refusedName({ spec }: Workload): RefusedName | undefined {
  for (const field of ['serviceAccountName', 'serviceAccount']) {
    const refused = refusedText(spec, [field]);
    if (refused !== undefined) return { field, reason: refused.reason };
  }
  return undefined;
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
  const refused = refusedName(workload);
  if (refused !== undefined) return refusedPod(workload, refused);
  const serviceAccount = nameIn(workload);
  const object = scope.get('', 'ServiceAccount', workload.object.namespace, serviceAccount);
  const path = podFieldPath(workload, FIELD);
  const base = { path, serviceAccount, object };
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

/** Nobody runs a pod that the API server refuses, so that it is unknown whatever else it says. */
function refusedPod(workload: Workload, { field, reason }: RefusedName): TokenAutomount {
  const path = podFieldPath(workload, field);
  return { value: 'unknown', decidedBy: 'pod', path, serviceAccount: undefined, object: undefined, reason };
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
