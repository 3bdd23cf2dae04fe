import { isObject, valueAt, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { boundsOf, type Bound } from './limits-for.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const QUOTA: Bound = { kind: 'ResourceQuota', limits: (quota) => hardOf(quota) !== 'nothing' };

const control: Control = defineControl({
  id: 'namespace/no-resource-quota',
  subject: [
    { group: '', kind: 'Namespace' },
    { group: '', kind: 'ResourceQuota' },
  ],
  title: 'Namespaces have a ResourceQuota that limits something',
  severity: 'low',
  remediation: 'Add a ResourceQuota with hard limits for requests.cpu, requests.memory, limits.memory and pods',
  reads: [...WORKLOAD_KINDS, { group: '', kind: 'ResourceQuota' }, { group: '', kind: 'Namespace' }],

  check(object, { scope }) {
    return object.kind === 'Namespace' ? boundsOf(object, scope, QUOTA) : ofQuota(object);
  },

  why: `Without a quota, whoever may create pods in one namespace may take the whole cluster: by mistake, with a job that starts
itself again and again, or to mine coins. The pods of others then find no node, and the cloud's bill grows.`,
  details: `A ResourceQuota without hard limits limits nothing, as if it were not there; a limit of zero is one. A namespace is
reported where its workloads are among the objects that were read, or all objects are (--complete), and no quota is. A namespace
alone is passed over: most manifests that declare one leave what bounds it to others. Where a quota beside it leaves its own
namespace open it is unknown. The namespaces of Kubernetes
itself are passed over. A policy of the cluster may add quotas that no manifest shows.`,
  references: ['https://kubernetes.io/docs/concepts/policy/resource-quotas/'],
  requirements: { nsa: ['resource-policies'], mitre: ['T1496', 'T1499'], owasp: ['K04'] },
  aliases: { trivy: ['KSV-0040', 'AVD-KSV-0040', 'KSV040'], kalm: ['RES-009'] },

  examples: {
    fails: [
      {
        name: 'a namespace with a workload and no quota',
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
        name: 'a quota that limits nothing',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
  namespace: shop
spec:
  hard: {}
`,
        at: ['Namespace/shop metadata.name', 'ResourceQuota/shop spec.hard'],
      },
      {
        name: 'the whole cluster is here',
        complete: true,
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
        at: ['metadata.name'],
      },
    ],
    passes: [
      {
        name: 'a quota',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
  namespace: shop
spec:
  hard:
    requests.cpu: "20"
    requests.memory: 40Gi
    pods: "0"
`,
      },
      {
        name: 'the namespace alone',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
      },
      {
        name: 'a quota without a namespace, and one whose limits are a list',
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
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: shop
spec:
  hard: [pods]
`,
        unknown: [
          'the ResourceQuota "shop" names no namespace: it may be for this one',
          'spec.hard is no map, and the API server refuses it',
        ],
      },
    ],
  },
});

export default control;

function hardOf({ value }: KubeObject): 'something' | 'nothing' | 'refused' {
  const hard = valueAt(value, ['spec', 'hard']);
  if (hard === undefined || hard === null) return 'nothing';
  if (!isObject(hard)) return 'refused';
  for (const key in hard) if (Object.hasOwn(hard, key)) return 'something';
  return 'nothing';
}

function ofQuota(quota: KubeObject): readonly Outcome[] {
  const hard = hardOf(quota);
  if (hard === 'something') return NOTHING;
  const at = ['spec', 'hard'];
  if (hard === 'refused') return [{ at, unknown: 'spec.hard is no map, and the API server refuses it' }];
  return [{ at, message: `the ResourceQuota "${quota.name}" has no hard limits, and so limits nothing` }];
}
