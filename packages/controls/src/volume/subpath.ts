import { listAt, refOf, stringAt, type KubeObject, type Scope, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { nameOf } from '../wording.ts';

const control: Control = defineControl({
  id: 'volume/subpath',
  subject: 'workload',
  title: 'Parts of volumes are mounted only by kubelets that do it safely',
  severity: 'high',
  remediation: 'Bring the nodes to a Kubernetes version that is still supported; until then mount whole volumes',
  reads: [{ group: '', kind: 'Node' }],
  judgesPartial: true,

  check(workload, { scope }) {
    const old = oldKubelet(scope);
    return old === undefined ? NOTHING : outcomesOf(workload, old);
  },

  why: `Before it was mended in September 2021, the kubelet could be led astray by a link that a container puts into a volume at the
right moment: a mount with a subPath then shows any file or folder of the node, with the right to write it (CVE-2021-25741).`,
  details: `The mistake is the kubelet's, so that a subPath alone is none: every kubelet that an API server of Kubernetes 1.25 or later
works with is mended, and no version that --kube-version takes is older. The control looks at the Nodes that are among the
objects, as they are in a scan of a cluster: where one has a kubelet before 1.19.15, 1.20.11, 1.21.5 or 1.22.2, every mount with
a subPath or subPathExpr counts. A kubelet that its distributor built (v1.21.4-eks-…) may be mended: unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath',
    'https://github.com/kubernetes/kubernetes/issues/104980',
  ],
  requirements: { mitre: ['T1611'], owasp: ['K09'] },
  aliases: { kubescape: ['C-0058'] },

  examples: {
    fails: [
      {
        name: 'a node whose kubelet has the hole',
        yaml: `
apiVersion: v1
kind: Node
metadata:
  name: worker-1
status:
  nodeInfo:
    kubeletVersion: v1.21.3
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts:
        - {name: data, mountPath: /data, subPath: pages}
        - {name: data, mountPath: /logs, subPathExpr: $(POD_NAME)}
        - {name: data, mountPath: /all}
  volumes:
    - name: data
      emptyDir: {}
`,
        at: ['Pod/web spec.containers[0].volumeMounts[0].subPath', 'Pod/web spec.containers[0].volumeMounts[1].subPathExpr'],
      },
    ],
    passes: [
      {
        name: 'nodes whose kubelets are mended',
        yaml: `
apiVersion: v1
kind: Node
metadata:
  name: worker-1
status:
  nodeInfo:
    kubeletVersion: v1.21.5
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts:
        - {name: data, mountPath: /data, subPath: pages}
  volumes:
    - name: data
      emptyDir: {}
`,
      },
      {
        name: 'a kubelet that its distributor built',
        yaml: `
apiVersion: v1
kind: Node
metadata:
  name: worker-1
status:
  nodeInfo:
    kubeletVersion: v1.21.2-eks-c1718fb
---
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts:
        - {name: data, mountPath: /data, subPath: pages}
  volumes:
    - name: data
      emptyDir: {}
`,
        unknown: ['the kubelet v1.21.2-eks-c1718fb of the Node "worker-1" may be mended by who built it'],
      },
      {
        name: 'where no nodes are shown, no supported version has the hole',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts:
        - {name: data, mountPath: /data, subPath: pages}
  volumes:
    - name: data
      emptyDir: {}
`,
      },
    ],
  },
});

export default control;

interface OldKubelet {
  readonly node: KubeObject;
  readonly version: string;
  readonly isRebuilt: boolean;
}

/** By minor, the first patch that is mended; all before 1.19 have the hole. */
const MENDED: ReadonlyMap<number, number> = new Map([
  [19, 15],
  [20, 11],
  [21, 5],
  [22, 2],
]);

/** Of each scope, a node with a kubelet that has the hole, one of upstream's first. A scope never changes. */
const OLDEST = new WeakMap<Scope, { readonly kubelet: OldKubelet | undefined }>();

function oldKubelet(scope: Scope): OldKubelet | undefined {
  let known = OLDEST.get(scope);
  if (known === undefined) {
    const old = [...scope.ofKind('', 'Node')].flatMap(oldKubeletOf);
    OLDEST.set(scope, (known = { kubelet: old.find(({ isRebuilt }) => !isRebuilt) ?? old[0] }));
  }
  return known.kubelet;
}

function oldKubeletOf(node: KubeObject): readonly OldKubelet[] {
  const version = stringAt(node.value, 'status', 'nodeInfo', 'kubeletVersion') ?? '';
  const match = /^v?1\.(\d{1,3})\.(\d{1,4})(.*)$/.exec(version);
  if (match === null) return [];
  const [minor, patch] = [Number(match[1]), Number(match[2])];
  const isOld = minor < 19 || patch < (MENDED.get(minor) ?? 0);
  return isOld ? [{ node, version, isRebuilt: match[3] !== '' }] : [];
}

function outcomesOf(workload: Workload, { node, version, isRebuilt }: OldKubelet): readonly Outcome[] {
  const found: Outcome[] = [];
  for (const container of workload.containers) {
    for (const [index, mount] of listAt(container.value, 'volumeMounts').entries()) {
      const field = ['subPath', 'subPathExpr'].find((each) => stringAt(mount, each));
      if (field === undefined) continue;
      const at = [...container.path, 'volumeMounts', index, field];
      if (isRebuilt) {
        return [{ at, unknown: `the kubelet ${version} of the Node "${node.name}" may be mended by who built it` }];
      }
      const text = `the kubelet of the Node "${node.name}" is ${version}`;
      const evidence = [{ text, object: refOf(node), path: ['status', 'nodeInfo', 'kubeletVersion'] }];
      found.push({
        at,
        message: `${nameOf(container)} mounts a part of a volume, and kubelet ${version} can be led out of it`,
        evidence,
      });
    }
  }
  return found;
}
