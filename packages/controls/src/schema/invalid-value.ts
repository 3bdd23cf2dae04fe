import { set, type Fix, type KubeObject } from '@bulwark/model';
import type { UnsupportedValue } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { whyNotSent } from './not-for-the-server.ts';
import { isAboutSecurity } from './security-fields.ts';

const control: Control = defineControl({
  id: 'schema/invalid-value',
  subject: 'object',
  title: 'Fields with a few possible values have one of them',
  severity: 'medium',
  remediation: 'Write one of the values that the field takes; upper and lower case count',
  reads: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  judgesPartial: true,

  check(object, { kinds, scope }) {
    const problems = kinds?.problemsOf(object, scope) ?? [];
    return problems.length === 0
      ? NOTHING
      : outcomesOf(
          object,
          problems.filter((each) => each.problem === 'unsupported-value'),
        );
  },

  why: `The API server refuses an object with a value that its field does not take, and nothing of it comes into force. A NetworkPolicy of
the type "ingress", a webhook whose failurePolicy is "fail", a seccomp profile called "runtime/default": each looks as if it
protected something.`,
  details: `The values are those of the Kubernetes version that the scan is for (--kube-version), and those that the schema of a
CustomResourceDefinition lists. An empty text is as good as none for kinds of Kubernetes itself. Statuses are not judged.`,
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a type in lower case',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
  policyTypes: [ingress]
`,
        at: ['spec.policyTypes[0]'],
      },
      {
        name: 'a profile that has no such name any more',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        seccompProfile: {type: runtime/default}
`,
        at: ['spec.containers[0].securityContext.seccompProfile.type'],
      },
    ],
    passes: [
      {
        name: 'values that the fields take',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
`,
      },
    ],
  },
});

export default control;

function outcomesOf(object: KubeObject, problems: readonly UnsupportedValue[]): readonly Outcome[] {
  const reason = problems.length === 0 ? undefined : whyNotSent(object);
  if (reason !== undefined) return [{ at: [], unknown: reason }];
  return problems.map((problem) => {
    if (hasPlaceholder(problem.found)) return { at: problem.at, unknown: 'a placeholder stands in its place' };
    const { at } = problem;
    return { at, message: messageOf(problem), severity: severityOf(problem), fix: fixOf(problem) };
  });
}

function messageOf({ at, found, values }: UnsupportedValue): string {
  const name = at.findLast((step) => typeof step === 'string') ?? '';
  const meant = inOtherCase(found, values);
  const known = [...values].filter((value) => value !== '').join(', ');
  return `${name} does not take ${shown(found)}: ${meant === undefined ? `it takes ${known}` : `it is written ${meant}`}`;
}

function inOtherCase(found: string, values: ReadonlySet<string>): string | undefined {
  return [...values].find((value) => value.toLowerCase() === found.toLowerCase());
}

function fixOf({ at, found, values }: UnsupportedValue): Fix | undefined {
  const meant = inOtherCase(found, values);
  return meant === undefined ? undefined : { kind: 'fix', edits: [set(at, meant)] };
}

function severityOf({ holders }: UnsupportedValue): Failure['severity'] {
  if (!isAboutSecurity(holders)) return undefined;
  return { level: 'high', reason: 'what the object is to protect or to limit is not, because the server refuses it' };
}
