import { booleanAt, listAt, stringAt, type JsonObject, type KubeObject } from '@bulwark/model';
import { items } from './items.ts';
import type { Reference } from './pod-references.ts';

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const TOKEN_VOLUME = 'kube-api-access-';
/** The certificate authority, which stands beside each token. */
const ROOT_CA = 'kube-root-ca.crt';

/** Whether an object was read from a cluster, where nothing is filled in any more. */
export function isStored({ value }: KubeObject): boolean {
  return Boolean(stringAt(value, 'metadata', 'uid'));
}

/** The account of a new pod; an older name of the field still counts. */
export function accountName(spec: JsonObject): string {
  return stringAt(spec, 'serviceAccountName') || stringAt(spec, 'serviceAccount') || 'default';
}

/**
 * What the API server adds to a new pod that its manifest does not name: the account, its pull secrets and the volume of its token
 * (kubernetes/plugin/pkg/admission/serviceaccount).
 */
export function* filledIn(spec: JsonObject, account: JsonObject | undefined): IterableIterator<Reference> {
  if (!stringAt(spec, 'serviceAccountName'))
    yield { kind: 'serviceaccounts', name: accountName(spec), at: ['serviceAccountName'] };
  if (account !== undefined && listAt(spec, 'imagePullSecrets').length === 0) {
    for (const [item] of items(account, 'imagePullSecrets')) {
      const name = stringAt(item, 'name');
      if (name !== undefined && name !== '') yield { kind: 'secrets', name, at: ['imagePullSecrets'] };
    }
  }
  if (mountsToken(spec, account)) yield { kind: 'configmaps', name: ROOT_CA, at: ['volumes'] };
}

function mountsToken(spec: JsonObject, account: JsonObject | undefined): boolean {
  const key = 'automountServiceAccountToken';
  if ((booleanAt(spec, key) ?? booleanAt(account, key)) === false) return false;
  for (const [volume] of items(spec, 'volumes')) if (stringAt(volume, 'name')?.startsWith(TOKEN_VOLUME) === true) return false;
  return ['initContainers', 'containers'].some((list) =>
    items(spec, list).some(([container]) => !items(container, 'volumeMounts').some(([mount]) => mountsAt(mount, TOKEN_PATH))),
  );
}

function mountsAt(mount: JsonObject, path: string): boolean {
  return stringAt(mount, 'mountPath') === path;
}
