import { isArray, stringAt, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'workload-identity/any-role-permitted',
  subject: [{ group: '', kind: 'Namespace' }],
  title: 'Namespaces say which roles of AWS their pods may take from the proxy',
  severity: 'high',
  remediation: 'Name the roles of the namespace, or better, leave kube2iam and kiam for IRSA or EKS Pod Identity',
  judgesPartial: true,

  check(namespace) {
    const outcomes: Outcome[] = [];
    for (const [key, isAny] of KEYS) {
      const value = stringAt(namespace.value, 'metadata', 'annotations', key);
      if (value === undefined || !isAny(value)) continue;
      const message = `the annotation ${key} is ${shown(value)}: each pod of the namespace may take every role that the nodes can`;
      outcomes.push({ at: ['metadata', 'annotations', key], message });
    }
    return outcomes.length === 0 ? NOTHING : outcomes;
  },

  why: `A pod names the role that it wants in an annotation, and the proxy gets it with the node's identity, which may take all of them. What
keeps a pod from the role of the billing is this annotation of its namespace alone.`,
  details: `The annotation iam.amazonaws.com/permitted of kiam is a regular expression, iam.amazonaws.com/allowed-roles of kube2iam a list of patterns. Those count that
match every role.`,
  references: ['https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html'],
  requirements: { mitre: ['T1078.004'], owasp: ['K03'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'all of them, for kiam and for kube2iam',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    iam.amazonaws.com/permitted: ".*"
    iam.amazonaws.com/allowed-roles: '["*"]'
`,
        at: ['metadata.annotations["iam.amazonaws.com/permitted"]', 'metadata.annotations["iam.amazonaws.com/allowed-roles"]'],
      },
    ],
    passes: [
      {
        name: 'those of a team, or none',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  annotations:
    iam.amazonaws.com/permitted: "shop-.*"
    iam.amazonaws.com/allowed-roles: '["shop-*"]'
---
apiVersion: v1
kind: Namespace
metadata:
  name: other
`,
      },
    ],
  },
});

export default control;

const KEYS: readonly (readonly [string, (value: string) => boolean])[] = [
  ['iam.amazonaws.com/permitted', (value) => /^\^?(?:\.\*|\(\.\*\)|\.\+)\$?$/.test(value.trim())],
  ['iam.amazonaws.com/allowed-roles', allowsAll],
];

function allowsAll(text: string): boolean {
  let roles: Json;
  try {
    roles = JSON.parse(text) as Json;
  } catch {
    return false;
  }
  return (
    isArray(roles) &&
    roles.some((role) => typeof role === 'string' && /^(?:arn:aws[a-z-]*:iam::\d{12}:role\/)?(?:\*|\.\*)$/.test(role))
  );
}
