import { formatPath, set, valueAt, type Hazard, type KubeObject, type Path } from '@bulwark/model';
import { suggestField, type FieldSuggestion, type Holder, type Schema, type UnknownField } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { isPatchDirective, whyNotSent } from './not-for-the-server.ts';
import { isAboutSecurity, meansSecurity } from './security-fields.ts';
import { unknownKind } from './unknown-kind.ts';

const control: Control = defineControl({
  id: 'schema/unknown-field',
  subject: 'object',
  title: 'Objects have only fields that the API server knows',
  severity: 'medium',
  remediation: 'Write the field as the API has it, or take it out',
  reads: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  judgesPartial: true,

  check(object, context) {
    const { kinds, scope } = context;
    if (kinds === undefined) return [{ at: [], unknown: 'the scan was given no schema: fields are not checked' }];
    const problems = kinds.problemsOf(object, scope);
    if (problems.length > 0) return outcomesOf(object, problems.filter(isUnknownField), kinds.schema);
    const unknown = object.partial === undefined ? unknownKind(object, scope, kinds) : undefined;
    return unknown === undefined ? NOTHING : [unknown];
  },

  why: `A field that the API server does not know does nothing. kubectl asks the server to refuse such an object; a client that does
not ask, as older ones and many operators and pipelines do not, has the field dropped without a word, and the object runs
without what was meant to protect it: a securityContext at the wrong depth, a NetworkPolicy whose peer selects everything.`,
  details: `Fields are those of the Kubernetes version that the scan is for (--kube-version), and those of a CustomResourceDefinition among the
objects or in --crds; of a kind whose definition is not there nothing is checked, which is said once for each kind. A field in
or for a security context, a NetworkPolicy, an RBAC or admission object counts high; one in the metadata or a status, where
nothing depends on it, counts low. The directives of a patch ($patch and its like) are no fields. What is below a list's items
or additionalProperties in the schema of a CustomResourceDefinition is read by code that passes over what it does not know: it
is not reported.`,
  references: [
    'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
    'https://kubernetes.io/docs/reference/kubernetes-api/',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a setting of the security context that stands outside of it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      runAsNonRoot: true
`,
        at: ['spec.containers[0].runAsNonRoot'],
      },
      {
        name: 'a misspelt field of a NetworkPolicy',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
spec:
  podSelector: {}
  policyType: [Ingress]
`,
        at: ['spec.policyType'],
      },
      {
        name: 'a field that the schema of a custom kind does not have',
        yaml: `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: shops.example.com
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                open: {type: boolean}
---
apiVersion: example.com/v1
kind: Shop
metadata:
  name: corner
spec:
  opened: true
`,
        at: ['Shop/corner spec.opened'],
      },
    ],
    passes: [
      {
        name: 'every field is known',
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
        runAsNonRoot: true
`,
      },
      {
        name: 'nothing is known of the fields of a custom kind without its definition',
        yaml: `
apiVersion: example.com/v1
kind: Shop
metadata:
  name: corner
spec:
  opened: true
---
apiVersion: example.com/v1
kind: Shop
metadata:
  name: market
spec:
  opened: true
`,
        unknown: [
          'the CustomResourceDefinition of Shop (example.com/v1) is not among the objects: none of its fields are checked',
        ],
      },
    ],
  },
});

export default control;

function outcomesOf(object: KubeObject, problems: readonly UnknownField[], schema: Schema): readonly Outcome[] {
  const reason = problems.length === 0 ? undefined : whyNotSent(object);
  if (reason !== undefined) return [{ at: [], unknown: reason }];
  return problems.map((problem) => {
    const others = otherMinors(problem, schema);
    // A field that another version has is no slip of the pen.
    const suggestion = others.length > 0 ? undefined : suggestField(problem);
    const message =
      others.length > 0 ? elsewhere(problem, others, schema) : `${subjectOf(problem)}${hintOf(problem, suggestion)}`;
    return { at: problem.at, message, severity: severityOf(problem, suggestion), fix: fixOf(object, problem, suggestion) };
  });
}

function isUnknownField(problem: { readonly problem: string; readonly at: Path }): problem is UnknownField {
  return problem.problem === 'unknown-field' && !isPatchDirective(String(problem.at.at(-1)));
}

/** The name of the definition that the field is unknown to; undefined for custom kinds. */
function ownerOf({ holders }: UnknownField): string | undefined {
  return holders.at(-1)?.type.name;
}

function otherMinors(problem: UnknownField, schema: Schema): ReturnType<Schema['minorsOf']> {
  const owner = ownerOf(problem);
  return owner === undefined ? [] : schema.minorsOf(owner, String(problem.at.at(-1)));
}

function subjectOf(problem: UnknownField): string {
  const owner = ownerOf(problem);
  const where = owner === undefined ? '' : ` in ${owner.slice(owner.lastIndexOf('.') + 1)}`;
  return `unknown field ${JSON.stringify(problem.at.at(-1))}${where}`;
}

function elsewhere(problem: UnknownField, others: ReturnType<Schema['minorsOf']>, schema: Schema): string {
  const versions = others.map(({ from, to }) => (from === to ? `1.${from}` : `1.${from} to 1.${to}`)).join(', ');
  return `${subjectOf(problem)} of Kubernetes 1.${schema.minor}: it is a field in ${versions} only`;
}

function hintOf(problem: UnknownField, suggestion: FieldSuggestion | undefined): string {
  const owner = ownerOf(problem);
  if (owner === 'meta.v1.LabelSelector') return ': labels to select by belong under matchLabels';
  if (suggestion !== undefined) return `: ${suggested(problem, suggestion)}`;
  return owner === 'meta.v1.ObjectMeta' ? ': labels belong under labels, annotations under annotations' : '';
}

function suggested({ at }: UnknownField, { differs, name, from, below }: FieldSuggestion): string {
  if (differs === 'name') return `perhaps ${name} is meant`;
  const place = [formatPath(from), ...below].filter((part) => part !== '').join('.');
  if (from.length === at.length - 1) return `${name} belongs under ${below.join('.')}`;
  if (below.length > 0) return `${place} has a field of that name`;
  return place === '' ? `${name} is a field of the object itself` : `${name} belongs under ${place}`;
}

/** The value under the name or in the place that is meant, where nothing stands there yet and the place is one. */
function fixOf({ value }: KubeObject, { at }: UnknownField, suggestion: FieldSuggestion | undefined): Failure['fix'] {
  if (suggestion === undefined) return undefined;
  const { differs, name, from, below } = suggestion;
  // One that only has a field of that name, beside, is a guess.
  const isBeside = differs === 'place' && below.length > 0 && from.length !== at.length - 1;
  if (isBeside || below.some((step) => step.endsWith('[]'))) return undefined;
  const target: Path = differs === 'name' ? [...at.slice(0, -1), name] : [...from, ...below, name];
  const written = valueAt(value, at);
  if (written === undefined || valueAt(value, target) !== undefined) return undefined;
  return { kind: 'suggestion', edits: [set(target, written), { op: 'delete', path: at }], hazards: HAZARDS };
}

const HAZARDS: readonly Hazard[] = [
  {
    what: 'what the field says comes into force, which it has not been: the server has dropped or refused it',
    check: 'kubectl apply --dry-run=server takes the object, and kubectl diff shows what it changes',
  },
];

function severityOf({ holders }: UnknownField, suggestion: FieldSuggestion | undefined): Failure['severity'] {
  if (isAboutSecurity(holders) || (suggestion !== undefined && meansSecurity(suggestion))) {
    return { level: 'high', reason: 'where the server drops it, a setting that is to protect is not in force' };
  }
  return isWithout(holders) ? { level: 'low', reason: 'nothing that runs depends on it' } : undefined;
}

/** Whether the field stands in the metadata or in a status. */
function isWithout(holders: readonly Holder[]): boolean {
  return holders.some(({ type }) => type.name === 'meta.v1.ObjectMeta' || type.name?.endsWith('Status') === true);
}
