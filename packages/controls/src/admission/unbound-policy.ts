import { member, stringAt, type KubeObject, type Scope } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { ADMISSION_GROUP, BINDINGS, POLICIES } from './enforcement-kinds.ts';

const control: Control = defineControl({
  id: 'admission/unbound-policy',
  subject: POLICIES,
  title: 'Admission policies are bound',
  severity: 'medium',
  remediation: 'Write a binding with the policyName and validationActions [Deny], or remove the policy',
  reads: BINDINGS,

  check(policy, { scope }) {
    if (!policy.identified || isBound(policy, scope)) return NOTHING;
    const at = ['metadata', 'name'];
    if (!scope.complete) return [{ at, unknown: `no ${policy.kind}Binding of it is among the objects that were read` }];
    return [{ at, message: `no ${policy.kind}Binding names the ${policy.kind} "${policy.name}": it checks nothing` }];
  },

  why: `A ValidatingAdmissionPolicy says what is forbidden, and its binding says that it is. Without one the policy is text: it is listed, it is
reviewed, and it refuses nothing.`,
  details: `Decided only where the objects that were read are the whole cluster (--complete); else a policy without a binding is unknown. A
MutatingAdmissionPolicy is judged alike.`,
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#getting-started-with-validating-admission-policy',
  ],
  requirements: { mitre: ['T1562.001'], owasp: ['K04'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a binding of another policy',
        complete: true,
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: no-host-network
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
  validations:
    - expression: "!has(object.spec.hostNetwork) || !object.spec.hostNetwork"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: no-host-network
spec:
  policyName: no-host-networks
  validationActions: [Deny]
`,
        at: ['ValidatingAdmissionPolicy/no-host-network metadata.name'],
      },
    ],
    passes: [
      {
        name: 'a binding that names it',
        complete: true,
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: no-host-network
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
  validations:
    - expression: "!has(object.spec.hostNetwork) || !object.spec.hostNetwork"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: everywhere
spec:
  policyName: no-host-network
  validationActions: [Deny]
`,
      },
      {
        name: 'a part of a cluster',
        yaml: `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: no-host-network
spec:
  matchConstraints:
    resourceRules:
      - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
  validations:
    - expression: "!has(object.spec.hostNetwork) || !object.spec.hostNetwork"
`,
        unknown: ['no ValidatingAdmissionPolicyBinding of it is among the objects that were read'],
      },
    ],
  },
});

export default control;

function isBound({ kind, name }: KubeObject, scope: Scope): boolean {
  for (const binding of scope.ofKind(ADMISSION_GROUP, `${kind}Binding`)) {
    const policy = stringAt(binding.value, 'spec', 'policyName');
    // What its name is cannot be known: it may be this one.
    if (policy === name || (policy === undefined && member(binding.value, 'spec') !== undefined)) return true;
  }
  return false;
}
