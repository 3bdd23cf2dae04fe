import { isArray, listAt } from '../../json.ts';
import type { Draft } from '../draft.ts';

/** `SetDefaults_NetworkPolicy` (kubernetes, pkg/apis/networking/v1/defaults.go): egress only where there are rules for it. */
export function networkPolicy(draft: Draft): void {
  draft.editAlways('spec', (spec) => {
    const types = spec.get('policyTypes') ?? [];
    if (!isArray(types) || types.length > 0) return;
    spec.set('policyTypes', listAt(spec.value, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress']);
  });
}

/** `SetDefaults_IngressClass`. */
export function ingressClass(draft: Draft): void {
  draft.edit('spec', (spec) => spec.edit('parameters', (parameters) => parameters.setMissing('scope', 'Cluster')));
}
