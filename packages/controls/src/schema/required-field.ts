import type { KubeObject } from '@bulwark/model';
import type { MissingField } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { whyNotSent } from './not-for-the-server.ts';
import { fieldName } from './field-name.ts';
import { isAboutRights, isAboutSecurity } from './security-fields.ts';

const control: Control = defineControl({
  id: 'schema/required-field',
  subject: 'object',
  title: 'Objects have the fields that the API server demands',
  severity: 'medium',
  remediation: 'Give the field a value',
  reads: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],

  check(object, { kinds, scope }) {
    const problems = kinds?.problemsOf(object, scope) ?? [];
    return problems.length === 0
      ? NOTHING
      : outcomesOf(
          object,
          problems.filter((each) => each.problem === 'missing-field'),
        );
  },

  why: `The API server refuses an object that lacks such a field, and nothing of it comes into force: a RoleBinding without a role, a
NetworkPolicy that names a block of addresses without saying which, a webhook that nobody can call. What is applied with it
may be taken, and then runs without it.`,
  details: `Demanded is what the API server's validation demands whatever else the object says, not what the documentation calls required:
many of those fields may be missing, and read as empty. What is demanded only together with other fields is not looked at. Of a
CustomResourceDefinition it is what its schema requires and has no default for. Objects that are only a part of one, such as
the patches of a kustomization, are not judged.`,
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/',
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a binding that binds no role, and a subject of no kind',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
subjects:
  - name: alice
`,
        at: ['roleRef', 'subjects[0].kind'],
      },
      {
        name: 'a peer that is a block of no addresses',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: from-office
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock: {}
`,
        at: ['spec.ingress[0].from[0].ipBlock.cidr'],
      },
    ],
    passes: [
      {
        name: 'nothing is missing',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: readers
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
  - kind: User
    name: alice
    apiGroup: rbac.authorization.k8s.io
`,
      },
      {
        name: 'what the documentation calls required may be missing',
        yaml: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: nothing
`,
      },
    ],
  },
});

export default control;

function outcomesOf(object: KubeObject, problems: readonly MissingField[]): readonly Outcome[] {
  const reason = problems.length === 0 ? undefined : whyNotSent(object);
  if (reason !== undefined) return [{ at: [], unknown: reason }];
  return problems.map((problem) => ({ at: problem.at, message: messageOf(problem), severity: severityOf(problem) }));
}

function messageOf({ at, holders, reason }: MissingField): string {
  const holder = holders.at(-1);
  const own = holder?.type.name;
  const isOwn = own !== undefined && holder?.depth === at.length - 1;
  return `${fieldName(at)}${isOwn ? ` of ${own.slice(own.lastIndexOf('.') + 1)}` : ''} ${reason}`;
}

/** What grants rights grants none where it is refused: only what protects is missed. */
function severityOf({ holders }: MissingField): Failure['severity'] {
  if (!isAboutSecurity(holders) || isAboutRights(holders)) return undefined;
  return { level: 'high', reason: 'what the object is to protect or to limit is not, because the server refuses it' };
}
