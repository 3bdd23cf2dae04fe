import { isObject, member, workloadsOf, type Json, type KubeObject, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { mayHaveForm, secretForms } from './secret-form.ts';

const control: Control = defineControl({
  id: 'secrets/literal-in-annotation',
  subject: 'object',
  title: 'Annotations hold no tokens and no keys',
  severity: 'high',
  remediation: 'Move the value into a Secret and change it: everybody who may read the object has it',
  judgesPartial: true,

  check(object) {
    let outcomes: Outcome[] | undefined;
    for (const { path, key, value } of suspicious(object)) {
      for (const { what } of secretForms(value)) {
        // The value itself is never shown.
        (outcomes ??= []).push({ at: path, message: `the annotation ${key} holds ${what}` });
        break;
      }
    }
    return outcomes ?? NOTHING;
  },

  why: `Annotations are no place to hide anything: whoever may get or list the object reads them, the role view is enough, events and the
audit log carry them, and dashboards show them. A token of a ServiceAccount there is a login for everybody who can look.`,
  details: `Judged are the annotations of the object and of the pods that it makes. A value counts by its form alone: tokens (JSON Web Tokens, such
as those of ServiceAccounts, and those of well-known services), access keys, and private keys. What kubectl has put into an annotation
of its own (last-applied-configuration) counts too: there a Secret was applied with its values. The fields of the object itself are
other controls'.`,
  references: [
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
    'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  ],
  requirements: { nsa: ['secrets'], mitre: ['T1552.007'], owasp: ['K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a token, on the object and on its pods',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations:
    example.com/token: eyJhbGciOiJSUzI1NiJ9fakefake.eyJzdWIiOiJmYWtlIn0fakefake.c2lnbmF0dXJlLWZha2U
spec:
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
      annotations:
        example.com/token: eyJhbGciOiJSUzI1NiJ9fakefake.eyJzdWIiOiJmYWtlIn0fakefake.c2lnbmF0dXJlLWZha2U
    spec:
      containers:
        - name: web
          image: nginx:1.29
`,
        at: ['metadata.annotations["example.com/token"]', 'spec.template.metadata.annotations["example.com/token"]'],
      },
    ],
    passes: [
      {
        name: 'checksums, references and words',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    checksum/config: 8f14e45fceea167a5a36dedd4bea2543
    vault.hashicorp.com/agent-inject-secret-token: secret/data/shop
    example.com/token-path: /var/run/secrets/tokens/vault
    description: takes a bearer token from the header
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;

interface Annotation {
  readonly path: Path;
  readonly key: string;
  readonly value: string;
}

const NONE: readonly Annotation[] = [];

/** The annotations that are worth a closer look, of the object and of its pods: nearly always none. */
function suspicious(object: KubeObject): readonly Annotation[] {
  const metadata = member(object.value, 'metadata');
  const own = suspiciousIn(metadata, ['metadata']);
  const pods = workloadsOf(object);
  if (pods.length === 0) return own;
  // A Pod's metadata is the object's own.
  const theirs = pods.flatMap((pod) => (pod.metadata === metadata ? NONE : suspiciousIn(pod.metadata, pod.metadataPath)));
  return theirs.length === 0 ? own : [...own, ...theirs];
}

function suspiciousIn(metadata: Json | undefined, path: Path): readonly Annotation[] {
  const annotations = member(metadata, 'annotations');
  if (!isObject(annotations)) return NONE;
  let found: Annotation[] | undefined;
  for (const key of Object.keys(annotations)) {
    const value = annotations[key];
    if (typeof value === 'string' && mayHaveForm(value)) (found ??= []).push({ path: [...path, 'annotations', key], key, value });
  }
  return found ?? NONE;
}
