import { set, stringAt, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { BINDINGS } from './enforcement-kinds.ts';

const AT = ['spec', 'paramRef', 'parameterNotFoundAction'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'everything that the policy watches is refused while its parameters are not there',
    check: 'kubectl get of the kind and name in paramRef finds them, in every namespace where they are looked for',
  },
];

const control: Control = defineControl({
  id: 'admission/missing-parameters',
  subject: BINDINGS,
  title: 'A policy whose parameters are gone refuses',
  severity: 'medium',
  remediation: 'Set parameterNotFoundAction: Deny',
  judgesPartial: true,

  check(binding) {
    if (stringAt(binding.value, ...AT) !== 'Allow') return NOTHING;
    return [
      {
        at: AT,
        message: `the ${binding.kind} "${binding.name}" checks nothing where its parameters are not found: parameterNotFoundAction is Allow`,
        fix: { kind: 'suggestion', edits: [set(AT, 'Deny')], hazards: HAZARDS },
      },
    ];
  },

  why: `With parameterNotFoundAction Allow, a policy whose parameters are not there counts as passed. Whoever may delete one
ConfigMap, or rename it, turns the policy off for a namespace or for the cluster, and nothing tells.`,
  details: `What is not set is not judged here: the API server demands the field of whoever sets paramRef.`,
  references: ['https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#parameter-resources'],
  requirements: { mitre: ['T1562.001'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'parameters that may be gone',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: registries
spec:
  policyName: registries
  validationActions: [Deny]
  paramRef:
    name: registries
    namespace: policies
    parameterNotFoundAction: Allow
`,
        at: ['spec.paramRef.parameterNotFoundAction'],
      },
    ],
    passes: [
      {
        name: 'Deny, and no parameters',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: registries
spec:
  policyName: registries
  validationActions: [Deny]
  paramRef:
    name: registries
    namespace: policies
    parameterNotFoundAction: Deny
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-network
spec:
  policyName: no-host-network
  validationActions: [Deny]
`,
      },
    ],
  },
});

export default control;
