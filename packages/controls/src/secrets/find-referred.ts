import { stringAt, type KubeObject, type Scope } from '@bulwark/model';
import type { KindRef } from '../control.ts';
import type { ReferredKind } from './references.ts';

/** Kinds whose controllers make a Secret, and where they say what it is called; else it has their own name. */
const MAKERS: readonly (KindRef & { readonly nameAt: readonly string[] })[] = [
  { group: 'external-secrets.io', kind: 'ExternalSecret', nameAt: ['spec', 'target', 'name'] },
  { group: 'bitnami.com', kind: 'SealedSecret', nameAt: ['spec', 'template', 'metadata', 'name'] },
  { group: 'cert-manager.io', kind: 'Certificate', nameAt: ['spec', 'secretName'] },
];

/** Kinds that a control looks up which asks whether a Secret or a ConfigMap is there. */
export const REFERRED_KINDS: readonly KindRef[] = [
  { group: '', kind: 'Secret' },
  { group: '', kind: 'ConfigMap' },
  ...MAKERS.map(({ group, kind }) => ({ group, kind })),
  { group: '', kind: 'Service' },
];

/** By which OpenShift is asked for a Secret with the certificate of a Service. */
const SERVING_CERTIFICATE = [
  'service.beta.openshift.io/serving-cert-secret-name',
  'service.alpha.openshift.io/serving-cert-secret-name',
];

/** ConfigMaps that the cluster itself puts into every namespace. */
const OF_THE_CLUSTER = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']);

export interface Looked {
  /** `made`: it will be there, by a controller, and what is in it is not known. `missing` only in a complete scope. */
  readonly found: 'object' | 'made' | 'missing' | 'unknown';
  readonly object?: KubeObject;
}

/** Whether a Secret or ConfigMap that something in `namespace` names exists. */
export function findReferred(scope: Scope, kind: ReferredKind, namespace: string | undefined, name: string): Looked {
  const object = scope.get('', kind, namespace, name);
  if (object !== undefined) return { found: 'object', object };
  if (kind === 'ConfigMap' && OF_THE_CLUSTER.has(name)) return { found: 'made' };
  if (kind === 'Secret' && madeIn(scope).has(`${namespace ?? ''}/${name}`)) return { found: 'made' };
  // A namespace that one manifest leaves open and the other names may be the same.
  if (!scope.complete || isSomewhere(scope, kind, namespace, name)) return { found: 'unknown' };
  return { found: 'missing' };
}

function isSomewhere(scope: Scope, kind: ReferredKind, namespace: string | undefined, name: string): boolean {
  if (namespace !== undefined) return scope.get('', kind, undefined, name) !== undefined;
  for (const object of scope.ofKind('', kind)) if (object.name === name) return true;
  return false;
}

/** Names of the Secrets that controllers make, as `namespace/name`. Made once for a scope: a scope never changes. */
const MADE = new WeakMap<Scope, ReadonlySet<string>>();

function madeIn(scope: Scope): ReadonlySet<string> {
  const known = MADE.get(scope);
  if (known !== undefined) return known;
  const names = MAKERS.flatMap(({ group, kind, nameAt }) =>
    [...scope.ofKind(group, kind)].map((maker) => `${maker.namespace ?? ''}/${stringAt(maker.value, ...nameAt) ?? maker.name}`),
  );
  for (const service of scope.ofKind('', 'Service'))
    for (const annotation of SERVING_CERTIFICATE) {
      const name = stringAt(service.value, 'metadata', 'annotations', annotation);
      if (name !== undefined) names.push(`${service.namespace ?? ''}/${name}`);
    }
  const made = new Set(names);
  MADE.set(scope, made);
  return made;
}
