import { isObject, listAt, objectAt, stringAt, type Json, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { boundsOf, type Bound } from './limits-for.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const RANGE: Bound = { kind: 'LimitRange', limits: limitsPods };

const control: Control = defineControl({
  id: 'namespace/no-limit-range',
  subject: [
    { group: '', kind: 'Namespace' },
    { group: '', kind: 'LimitRange' },
  ],
  title: 'Namespaces have a LimitRange for containers or pods',
  severity: 'low',
  offByDefault: 'resources/memory-limit speaks of each container that a LimitRange would have to bound',
  remediation: 'Add a LimitRange of type Container with default, defaultRequest and max for cpu and memory',
  reads: [...WORKLOAD_KINDS, { group: '', kind: 'LimitRange' }, { group: '', kind: 'Namespace' }],

  check(object, { scope }) {
    return object.kind === 'Namespace' ? boundsOf(object, scope, RANGE) : ofRange(object);
  },

  why: `A container that asks for nothing and is limited by nothing may take all memory of its node, and the kernel then kills its
neighbours too. A LimitRange gives every container of the namespace limits that its author forgot, and refuses those that want
too much.`,
  details: `What counts is an entry of type Container or Pod that sets a default, a minimum, a maximum or a ratio; one for volume
claims alone does not. A namespace is reported where its workloads are among the objects that were read, or all objects are
(--complete), and no LimitRange is. A namespace alone is passed over. The namespaces of Kubernetes itself are
passed over.`,
  references: ['https://kubernetes.io/docs/concepts/policy/limit-range/'],
  requirements: { nsa: ['resource-policies'], mitre: ['T1499'], owasp: ['K04'] },
  aliases: { kics: ['4a20ebac-1060-4c81-95d1-1f7f620e983b'], trivy: ['KSV-0039', 'AVD-KSV-0039', 'KSV039'] },

  examples: {
    fails: [
      {
        name: 'a namespace with a workload and no LimitRange',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['Namespace/shop metadata.name'],
      },
      {
        name: 'a LimitRange without limits',
        yaml: `
apiVersion: v1
kind: LimitRange
metadata:
  name: shop
  namespace: shop
spec:
  limits: []
`,
        at: ['spec.limits'],
      },
    ],
    passes: [
      {
        name: 'a LimitRange',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: LimitRange
metadata:
  name: shop
  namespace: shop
spec:
  limits:
    - type: Container
      default: {memory: 512Mi}
      defaultRequest: {cpu: 100m, memory: 256Mi}
`,
      },
      {
        name: 'one for volume claims says nothing of containers',
        yaml: `
apiVersion: v1
kind: LimitRange
metadata:
  name: claims
  namespace: shop
spec:
  limits:
    - type: PersistentVolumeClaim
      max: {storage: 10Gi}
`,
      },
    ],
  },
});

export default control;

const BOUNDS: readonly string[] = ['default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio'];

function limitsPods({ value }: KubeObject): boolean {
  return listAt(value, 'spec', 'limits').some((entry) => {
    const type = stringAt(entry, 'type');
    return (type === 'Container' || type === 'Pod') && setsBound(entry);
  });
}

function setsBound(entry: Json): boolean {
  return isObject(entry) && BOUNDS.some((bound) => Object.keys(objectAt(entry, bound) ?? {}).length > 0);
}

function ofRange(range: KubeObject): readonly Outcome[] {
  if (listAt(range.value, 'spec', 'limits').some(setsBound)) return NOTHING;
  return [{ at: ['spec', 'limits'], message: `the LimitRange "${range.name}" limits nothing` }];
}
