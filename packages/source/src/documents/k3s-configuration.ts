import { isArray, isObject, member, type Json, type JsonObject } from '@bulwark/model';

/** What a configuration of K3s or RKE2 (`config.yaml`, and what is laid over it in `config.yaml.d`) says of its API server. */
const KEYS = ['kube-apiserver-arg', 'kube-apiserver-arg+'];

/**
 * The configuration of a server of K3s or RKE2 that a document is, with a type of ours: it has none of its own. Known by the flags
 * that it hands to the API server, whatever the file is called. Undefined where it is none.
 */
export function k3sConfigurationIn(value: Json | undefined): JsonObject | undefined {
  if (!isObject(value) || !KEYS.some((key) => isGiven(member(value, key)))) return undefined;
  return { ...value, apiVersion: 'k3s.io/v1', kind: 'K3sConfiguration' };
}

function isGiven(value: Json | undefined): boolean {
  return typeof value === 'string' || isArray(value);
}
