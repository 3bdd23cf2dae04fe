import { listAt, podFieldPath, stringAt, type KubeObject, type Scope, type Workload } from '@bulwark/model';
import { defineControl, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { findReferred, REFERRED_KINDS } from '../secrets/find-referred.ts';
import { withOneUnknown } from '../secrets/one-unknown.ts';

const TYPES = new Set(['kubernetes.io/dockerconfigjson', 'kubernetes.io/dockercfg']);

const control: Control = defineControl({
  id: 'image/pull-secret-missing',
  subject: 'workload',
  title: 'The Secrets that images are pulled with exist',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Create the Secret with kubectl create secret docker-registry, or take its name out of imagePullSecrets',
  reads: REFERRED_KINDS,

  check(workload, { scope }) {
    return withOneUnknown(judged(workload, scope));
  },

  why: `The kubelet passes over a Secret that is not there and pulls without credentials: the pod starts as long as some node has the
image, and fails on the next one. Whoever may create Secrets there can put in a login of their own.`,
  details: `It looks at imagePullSecrets of the pod; those of its ServiceAccount are not looked at. A Secret of another type than those for registries
is as good as none. What is not among the objects that were read is missing only where they are the whole cluster, else it is
unknown, said once for each workload.`,
  references: [
    'https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod',
    'https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/',
  ],
  requirements: {},
  aliases: { popeye: ['305'] },

  examples: {
    fails: [
      {
        name: 'a Secret of another type, and in a whole cluster one that nobody has',
        complete: true,
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  imagePullSecrets:
    - name: db
    - name: registry
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
`,
        at: ['Pod/web spec.imagePullSecrets[0].name', 'Pod/web spec.imagePullSecrets[1].name'],
      },
    ],
    passes: [
      {
        name: 'a login of a registry',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  imagePullSecrets:
    - name: registry
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
---
apiVersion: v1
kind: Secret
metadata:
  name: registry
  namespace: shop
type: kubernetes.io/dockerconfigjson
`,
      },
      {
        name: 'what the manifests do not show',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  imagePullSecrets:
    - name: registry
    - name: mirror
  containers:
    - name: web
      image: registry.example.com/web:1.4.0
`,
        unknown: ['the Secret "registry" is not among the objects that were read'],
      },
    ],
  },
});

export default control;

function* judged(workload: Workload, scope: Scope): Iterable<Outcome> {
  for (const [index, reference] of listAt(workload.spec, 'imagePullSecrets').entries()) {
    const name = stringAt(reference, 'name');
    if (name === undefined || name === '' || hasPlaceholder(name)) continue;
    const at = podFieldPath(workload, 'imagePullSecrets', index, 'name');
    const { found, object } = findReferred(scope, 'Secret', workload.object.namespace, name);
    if (found === 'unknown') yield { at, unknown: `the Secret "${name}" is not among the objects that were read` };
    else if (found === 'missing') yield { at, message: `the Secret "${name}" does not exist` };
    else if (object !== undefined && !isLogin(object))
      yield { at, message: `the Secret "${name}" holds no login of a registry: its type is ${typeOf(object)}` };
  }
}

function typeOf({ value }: KubeObject): string {
  return stringAt(value, 'type') || 'Opaque';
}

function isLogin(secret: KubeObject): boolean {
  return secret.partial !== undefined || TYPES.has(typeOf(secret));
}
