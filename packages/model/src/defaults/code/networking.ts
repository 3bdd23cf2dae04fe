import { isArray, listAt, type JsonObject } from '../../json.ts';
import { changedField, withMissing } from './change.ts';

/** `SetDefaults_NetworkPolicy` (kubernetes, pkg/apis/networking/v1/defaults.go): egress only where there are rules for it. */
export function networkPolicy(object: JsonObject): JsonObject {
  const spec = object['spec'] ?? {};
  const withTypes = changedField({ ...object, spec }, 'spec', (value) => {
    const types = value['policyTypes'] ?? [];
    if (!isArray(types) || types.length > 0) return value;
    return { ...value, policyTypes: listAt(value, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] };
  });
  return withTypes['spec'] === spec ? object : withTypes;
}

/** `SetDefaults_IngressClass`. */
export function ingressClass(object: JsonObject): JsonObject {
  return changedField(object, 'spec', (spec) =>
    changedField(spec, 'parameters', (parameters) => withMissing(parameters, { scope: 'Cluster' })),
  );
}
