import { set, valueAt, type Fix, type Json, type KubeObject } from '@bulwark/model';
import type { InvalidValue, Problem, UnsupportedValue } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { fieldName } from './field-name.ts';
import { whyNotSent } from './not-for-the-server.ts';
import { isAboutSecurity } from './security-fields.ts';

const control: Control = defineControl({
  id: 'schema/invalid-value',
  subject: 'object',
  title: 'Fields hold values that the API server takes',
  severity: 'medium',
  remediation: 'Give the field a value that the API server takes; upper and lower case count',
  reads: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  judgesPartial: true,

  check(object, { kinds, scope }) {
    const problems = kinds?.problemsOf(object, scope) ?? [];
    return problems.length === 0 ? NOTHING : outcomesOf(object, problems.filter(isWrongValue));
  },

  why: `The API server refuses an object with a value that its field does not take, and nothing of it comes into force. A NetworkPolicy of
the type "ingress", a webhook whose failurePolicy is "fail", a seccomp profile called "runtime/default": each looks as if it
protected something.`,
  details: `The values are those of the Kubernetes version that the scan is for (--kube-version), and those that the schema of a
CustomResourceDefinition lists. An empty text is as good as none for kinds of Kubernetes itself. Looked at beside them are what
decides about security: ports and ranges of them, blocks of addresses, labels and selectors, users and groups by number, and
names, and fields that do not go together. Statuses are not judged, and neither are other formats, such as schedules.`,
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  ],
  requirements: {},
  aliases: { 'kube-score': ['label-values'] },

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
      {
        name: 'an exception that lies outside of what it is excepted from',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: from-office
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: {cidr: 192.0.2.0/24, except: [198.51.100.7/32]}
      ports:
        - {port: 8080, endPort: 80}
`,
        at: ['spec.ingress[0].from[0].ipBlock.except[0]', 'spec.ingress[0].ports[0].endPort'],
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

type WrongValue = UnsupportedValue | InvalidValue;

function isWrongValue(problem: Problem): problem is WrongValue {
  return problem.problem === 'unsupported-value' || problem.problem === 'invalid-value';
}

function outcomesOf(object: KubeObject, problems: readonly WrongValue[]): readonly Outcome[] {
  const reason = problems.length === 0 ? undefined : whyNotSent(object);
  if (reason !== undefined) return [{ at: [], unknown: reason }];
  return problems.map((problem) => {
    const { at } = problem;
    const found = valueAt(object.value, at);
    if (hasPlaceholder(typeof found === 'string' ? found : String(at.at(-1))))
      return { at, unknown: 'a placeholder stands in its place' };
    const severity = severityOf(problem);
    if (problem.problem === 'invalid-value')
      return { at, message: `${fieldName(at)} ${problem.reason}${shownAs(found)}`, severity };
    return { at, message: messageOf(problem), severity, fix: fixOf(problem) };
  });
}

/** A value that says more than its being there or not. */
function shownAs(found: Json | undefined): string {
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'bigint' ? `, and is ${shown(found)}` : '';
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

function severityOf({ holders }: WrongValue): Failure['severity'] {
  if (!isAboutSecurity(holders)) return undefined;
  return { level: 'high', reason: 'what the object is to protect or to limit is not, because the server refuses it' };
}
