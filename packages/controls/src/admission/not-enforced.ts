import type { KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { enforcementOf } from './enforcement.ts';
import { NOW_REFUSES } from '../hazards/shared.ts';

const control: Control = defineControl({
  id: 'admission/not-enforced',
  subject: 'object',
  title: 'Admission policies refuse what breaks them',
  severity: 'medium',
  remediation:
    'Once the reports are clean, let the policy refuse: validationActions [Deny], failureAction Enforce, enforcementAction deny',
  judgesPartial: true,

  check(object) {
    const found = enforcementOf(object);
    if (found === undefined) return NOTHING;
    const { at, says, fix } = found;
    return [
      {
        at,
        message: `the ${object.kind} "${object.name}" ${says}${what(object)}`,
        fix: fix === undefined ? undefined : { kind: 'suggestion', edits: [fix], hazards: NOW_REFUSES },
      },
    ];
  },

  why: `A policy that only warns, audits or reports refuses nothing: the privileged pod runs, and a line says so to somebody
who may read it. Policies begin so while the cluster is cleaned up, and many stay so for years, while everybody counts on them.`,
  details: `Judged are bindings of ValidatingAdmissionPolicies whose validationActions lack Deny, constraints of Gatekeeper
(enforcementAction dryrun or warn; with scoped actions, where none denies), policies of Kyverno that validate
(validationFailureAction or a rule's failureAction Audit, which is also what Kyverno takes where nothing is said; the newer
ValidatingPolicy and ImageValidatingPolicy without Deny), of Kubewarden (mode monitor) and of the Sigstore policy controller
(mode warn). A Kyverno policy that overrides its action for some namespaces is judged by what holds elsewhere.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/violations/',
    'https://kyverno.io/docs/policy-types/cluster-policy/validate/',
  ],
  requirements: { mitre: ['T1562.001'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a binding that warns and audits',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-network
spec:
  policyName: no-host-network
  validationActions: [Warn, Audit]
`,
        at: ['spec.validationActions'],
      },
      {
        name: 'a constraint of Gatekeeper, a policy of Kyverno by default, by its rule and by its own word',
        yaml: `
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sPSPPrivilegedContainer
metadata:
  name: no-privileged
spec:
  enforcementAction: dryrun
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: by-default
spec:
  rules:
    - name: no-latest
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        message: no latest
        pattern: {spec: {containers: [{image: "!*:latest"}]}}
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: by-rule
spec:
  rules:
    - name: no-latest
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        failureAction: Audit
        message: no latest
        pattern: {spec: {containers: [{image: "!*:latest"}]}}
---
apiVersion: kyverno.io/v1
kind: Policy
metadata:
  name: by-word
  namespace: shop
spec:
  validationFailureAction: Audit
  rules:
    - name: no-latest
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        message: no latest
        pattern: {spec: {containers: [{image: "!*:latest"}]}}
`,
        at: [
          'K8sPSPPrivilegedContainer/no-privileged spec.enforcementAction',
          'ClusterPolicy/by-default spec.rules[0].validate.failureAction',
          'ClusterPolicy/by-rule spec.rules[0].validate.failureAction',
          'Policy/by-word spec.validationFailureAction',
        ],
      },
      {
        name: 'Kubewarden and the policy controller of Sigstore',
        yaml: `
apiVersion: policies.kubewarden.dev/v1
kind: ClusterAdmissionPolicy
metadata:
  name: no-privileged
spec:
  mode: monitor
  module: registry://ghcr.io/kubewarden/policies/pod-privileged:v1.0.4
  mutating: false
---
apiVersion: policy.sigstore.dev/v1beta1
kind: ClusterImagePolicy
metadata:
  name: signed
spec:
  mode: warn
  images: [{glob: "**"}]
`,
        at: ['ClusterAdmissionPolicy/no-privileged spec.mode', 'ClusterImagePolicy/signed spec.mode'],
      },
    ],
    passes: [
      {
        name: 'what refuses',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-network
spec:
  policyName: no-host-network
  validationActions: [Deny, Audit]
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: K8sPSPPrivilegedContainer
metadata:
  name: no-privileged
spec: {}
---
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: enforced
spec:
  validationFailureAction: Enforce
  rules:
    - name: no-latest
      match: {any: [{resources: {kinds: [Pod]}}]}
      validate:
        message: no latest
        pattern: {spec: {containers: [{image: "!*:latest"}]}}
`,
      },
      {
        name: 'a policy of Kyverno that only generates',
        yaml: `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata:
  name: default-deny
spec:
  rules:
    - name: default-deny
      match: {any: [{resources: {kinds: [Namespace]}}]}
      generate:
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        name: default-deny
        namespace: "{{request.object.metadata.name}}"
        data: {spec: {podSelector: {}, policyTypes: [Ingress]}}
`,
      },
    ],
  },
});

export default control;

/** Namespaces are named, because policies of one name are common. */
function what({ namespace }: KubeObject): string {
  return namespace === undefined ? '' : ` in the namespace "${namespace}"`;
}
