import { set, type Fix, type Hazard, type Json, type KubeObject } from '@bulwark/model';
import type { SchemaType, WrongType } from '@bulwark/schema';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { shown } from '../wording.ts';
import { fieldName } from './field-name.ts';
import { whyNotSent } from './not-for-the-server.ts';

const control: Control = defineControl({
  id: 'schema/wrong-type',
  subject: 'object',
  title: 'Fields hold values of the type that the API server reads',
  severity: 'medium',
  remediation: 'Give the field a value of its type: mind quotes around numbers and switches, and the dash before a list item',
  reads: [{ group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' }],
  judgesPartial: true,

  check(object, { kinds, scope }) {
    const problems = kinds?.problemsOf(object, scope) ?? [];
    return problems.length === 0
      ? NOTHING
      : outcomesOf(
          object,
          problems.filter((each) => each.problem === 'wrong-type'),
        );
  },

  why: `The API server refuses an object whose field has a value of another type, whoever sends it: nothing of the object comes into
force. Where that object is the NetworkPolicy, the Role or the quota of a set that is applied together, the rest runs without
it, and a pipeline that does not look at every answer has not noticed.`,
  details: `Types are those that Kubernetes itself reads: text, switches, whole numbers of 32 or 64 bits, quantities such as 500m, times,
base64, lists and maps. An explicit null is the same as nothing and is taken everywhere. A whole number may be written with a
decimal point. What a CustomResourceDefinition among the objects or in --crds says holds for its kind.`,
  references: [
    'https://kubernetes.io/docs/reference/kubernetes-api/',
    'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a number and a switch in quotes',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: "2"
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      hostNetwork: "false"
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['spec.replicas', 'spec.template.spec.hostNetwork'],
      },
      {
        name: 'a variable that YAML reads as a number',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: PORT
          value: 8080
`,
        at: ['spec.containers[0].env[0].value'],
      },
      {
        name: 'one item without its dash',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: from-office
spec:
  podSelector: {}
  ingress:
    - from:
        ipBlock:
          cidr: 192.0.2.0/24
`,
        at: ['spec.ingress[0].from'],
      },
    ],
    passes: [
      {
        name: 'values of their types',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: false
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: PORT
          value: "8080"
      resources:
        limits: {cpu: 1, memory: 64Mi}
`,
      },
      {
        name: 'a value that is filled in later is not known yet',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: \${REPLICAS}
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        unknown: ['a placeholder stands in its place: its type is known when that is filled in'],
      },
    ],
  },
});

export default control;

function outcomesOf(object: KubeObject, problems: readonly WrongType[]): readonly Outcome[] {
  const reason = problems.length === 0 ? undefined : whyNotSent(object);
  if (reason !== undefined) return [{ at: [], unknown: reason }];
  return problems.map((problem) => {
    const found = problem.found as Json;
    if (typeof found === 'string' && hasPlaceholder(found)) return { at: problem.at, unknown: PLACEHOLDER };
    return { at: problem.at, message: messageOf(problem, found), fix: fixOf(problem, found) };
  });
}

const PLACEHOLDER = 'a placeholder stands in its place: its type is known when that is filled in';

const EXPECTED: Readonly<Record<SchemaType['kind'], string>> = {
  string: 'a text',
  boolean: 'true or false',
  int32: 'a whole number of 32 bits',
  int64: 'a whole number of 64 bits',
  double: 'a number',
  quantity: 'a quantity such as 500m or 64Mi',
  'int-or-string': 'a whole number or a text',
  'integer-or-string': 'a whole number or a text',
  time: 'a time such as 2026-01-31T12:00:00Z',
  'micro-time': 'a time such as 2026-01-31T12:00:00.000000Z',
  bytes: 'base64',
  any: 'any value',
  object: 'a map',
  list: 'a list',
  map: 'a map',
  'schema-or-list': 'a schema or a list of them',
  'schema-or-boolean': 'a schema, true or false',
  'schema-or-strings': 'a schema or a list of texts',
};

/** What is secret is not repeated: bytes are mostly in Secrets. */
function messageOf({ at, expected }: WrongType, found: Json): string {
  const value = expected.kind === 'bytes' ? 'what stands there' : `${shown(found)} (${nounOf(found)})`;
  return `${fieldName(at)} must be ${EXPECTED[expected.kind]}, and ${value} is not${hintOf(expected, found)}`;
}

function nounOf(found: Json): string {
  if (Array.isArray(found)) return 'a list';
  if (typeof found === 'object') return 'a map';
  return typeof found === 'string' ? 'a text' : typeof found === 'boolean' ? 'a switch' : 'a number';
}

function hintOf(expected: SchemaType, found: Json): string {
  if (expected.kind === 'list' && expected.items?.kind === 'object' && typeof found === 'object' && !Array.isArray(found)) {
    return ': a dash is missing before its item';
  }
  if (expected.kind === 'string' && (typeof found === 'number' || typeof found === 'boolean')) return ': it needs quotes';
  return '';
}

const WORD_IS_A_SWITCH: readonly Hazard[] = [
  {
    what: 'the program may expect another word: yes, on and no are true and false to YAML before they are read',
    check: 'the line in the file shows which word was written: put that one in quotes',
  },
];
const TURNS_ON: readonly Hazard[] = [
  {
    what: 'what the field switches on comes into force, which it has not been, because the server refused the object',
    check: 'kubectl apply --dry-run=server takes the object, and kubectl diff shows what it changes',
  },
];

/** Quotes around a number or a switch are surely too many; those that are missing may hide digits that YAML has dropped. */
function fixOf({ at, expected }: WrongType, found: Json): Fix | undefined {
  if (typeof found === 'boolean' && expected.kind === 'string') {
    return { kind: 'suggestion', edits: [set(at, String(found))], hazards: WORD_IS_A_SWITCH };
  }
  if (typeof found !== 'string') return undefined;
  if (expected.kind === 'boolean' && (found === 'true' || found === 'false')) {
    // What switches something on is for a person to confirm.
    return found === 'true'
      ? { kind: 'suggestion', edits: [set(at, true)], hazards: TURNS_ON }
      : { kind: 'fix', edits: [set(at, false)] };
  }
  const isWhole = (expected.kind === 'int32' || expected.kind === 'int64') && /^(?:0|-?[1-9]\d{0,8})$/.test(found);
  return isWhole ? { kind: 'fix', edits: [set(at, Number(found))] } : undefined;
}
