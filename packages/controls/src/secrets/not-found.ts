import { isObject, member, refOf, type KubeObject, type Path, type Scope, type Workload } from '@bulwark/model';
import { defineControl, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { findReferred, REFERRED_KINDS } from './find-referred.ts';
import { withOneUnknown } from './one-unknown.ts';
import { referencesOf, type Reference } from './references.ts';

const control: Control = defineControl({
  id: 'secrets/not-found',
  subject: 'workload',
  title: 'The Secrets and ConfigMaps that a pod takes its settings from exist, with the keys that it names',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Correct the name or the key, create the object, or set optional: true where the program can do without it',
  reads: REFERRED_KINDS,

  check(workload, { scope }) {
    return withOneUnknown(judged(workload, scope));
  },

  why: `A pod that names what is not there does not start, often at the next restart and not when the mistake was made. And a name that
nobody holds is one that somebody can take: whoever may create Secrets there decides what the program gets for its settings.`,
  details: `Looked at are env, envFrom and volumes, projected ones as well; optional references never fire. The keys are those of data,
stringData and binaryData. A Secret that an ExternalSecret, a SealedSecret or a Certificate makes is there, and its keys are not
known. What is not among the objects that were read is missing only where they are the whole cluster, else it is unknown, said
once for each workload.`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist',
    'https://kubernetes.io/docs/concepts/configuration/configmap/',
  ],
  requirements: {},
  aliases: { 'kube-linter': ['env-value-from'] },

  examples: {
    fails: [
      {
        name: 'a key that is misspelt, and in a whole cluster a name that nobody has',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: db, key: pasword}}
      envFrom:
        - configMapRef: {name: web-settings}
  volumes:
    - name: tls
      secret: {secretName: web-tls}
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
stringData:
  password: changeme
`,
        at: [
          'Pod/web spec.containers[0].env[0].valueFrom.secretKeyRef.key',
          'Pod/web spec.containers[0].envFrom[0].configMapRef.name',
          'Pod/web spec.volumes[0].secret.secretName',
        ],
      },
    ],
    passes: [
      {
        name: 'what is there, what is optional, and what a controller makes',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      env:
        - name: DB_PASSWORD
          valueFrom: {secretKeyRef: {name: db, key: password}}
        - name: DEBUG
          valueFrom: {configMapKeyRef: {name: debug, key: level, optional: true}}
  volumes:
    - name: tls
      secret: {secretName: web-tls}
    - name: ca
      projected:
        sources:
          - configMap: {name: kube-root-ca.crt}
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
data:
  password: Y2hhbmdlbWU=
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: web
  namespace: shop
spec:
  secretName: web-tls
`,
      },
      {
        name: 'what the manifests do not show, said once',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
      envFrom:
        - secretRef: {name: web}
        - secretRef: {name: db}
`,
        unknown: ['the Secret "web" is not among the objects that were read'],
      },
    ],
  },
});

export default control;

function* judged(workload: Workload, scope: Scope): Iterable<Outcome> {
  for (const reference of referencesOf(workload)) {
    if (reference.isOptional || hasPlaceholder(reference.name)) continue;
    const outcome = judge(reference, workload, scope);
    if (outcome !== undefined) yield outcome;
  }
}

function judge(reference: Reference, workload: Workload, scope: Scope): Outcome | undefined {
  const { kind, name, path } = reference;
  const { found, object } = findReferred(scope, kind, workload.object.namespace, name);
  if (found === 'unknown') return { at: path, unknown: `the ${kind} "${name}" is not among the objects that were read` };
  if (found === 'missing') return { at: path, message: `the ${kind} "${name}" does not exist` };
  return object === undefined ? undefined : missingKey(reference, object);
}

function missingKey({ kind, name, keys, path }: Reference, object: KubeObject): Outcome | undefined {
  if (keys.length === 0) return undefined;
  const has = keysOf(object);
  // A controller fills what the manifest leaves empty.
  if (has.size === 0) return undefined;
  const key = keys.find((each) => !has.has(each) && !hasPlaceholder(each));
  if (key === undefined) return undefined;
  const at: Path = path.at(-2) === 'secretKeyRef' || path.at(-2) === 'configMapKeyRef' ? [...path.slice(0, -1), 'key'] : path;
  const evidence = [
    { text: `the ${kind} has the keys ${[...has].join(', ')}`, object: refOf(object), path: ['metadata', 'name'] },
  ];
  return { at, message: `the ${kind} "${name}" has no key "${key}"`, evidence };
}

function keysOf({ value, partial }: KubeObject): ReadonlySet<string> {
  if (partial !== undefined) return new Set();
  return new Set(
    ['data', 'stringData', 'binaryData'].flatMap((field) => {
      const data = member(value, field);
      return isObject(data) ? Object.keys(data) : [];
    }),
  );
}
