import { listAt, member, objectAt, stringAt, type KubeObject } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';

/** Annotations of pods that something else looks after, or that run once: the kubelet's own, hooks of Helm and Argo CD. */
const LOOKED_AFTER = ['kubernetes.io/config.mirror', 'kubernetes.io/config.source', 'helm.sh/hook', 'argocd.argoproj.io/hook'];

const control: Control = defineControl({
  id: 'workload/naked-pod',
  subject: [{ group: '', kind: 'Pod' }],
  title: 'Pods that should keep running belong to a controller',
  severity: 'low',
  concern: 'reliability',
  remediation: 'Make it a Deployment, StatefulSet or DaemonSet, which replaces its pods; a Job where it runs to an end',

  *check(pod) {
    if (listAt(pod.value, 'metadata', 'ownerReferences').length > 0) return;
    if (runsOnce(pod) || isLookedAfter(pod) || isStatic(pod)) return;
    yield {
      at: ['kind'],
      message: `the Pod "${pod.name}" belongs to no controller: when its node goes, nothing starts it again`,
    };
  },

  why: `A pod that stands alone is gone with its node, and whoever can evict it or fill the node has stopped the service. It is not
rolled when its image or its Secret changes, so that it keeps running what has long been mended, and it escapes the checks
that look at Deployments.`,
  details: `Not meant are pods that run to an end (restartPolicy Never or OnFailure), hooks of Helm and Argo CD, pods that a controller
owns, and static pods: mirror pods of a live cluster, manifests below etc/kubernetes/manifests, and the control plane's own
(namespace kube-system, label tier: control-plane).`,
  references: [
    'https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs',
    'https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/',
  ],
  requirements: {},
  aliases: { kubescape: ['C-0073'], popeye: ['POP-208'], kalm: ['WL-001'] },

  examples: {
    fails: [
      {
        name: 'a pod of its own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['kind'],
      },
    ],
    passes: [
      {
        name: 'a pod that runs to its end',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: migrate
spec:
  restartPolicy: Never
  containers:
    - name: migrate
      image: registry.example.com/migrate:1.4.0
`,
      },
      {
        name: 'a pod of a ReplicaSet',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web-5d78c9869d-x2x7p
  ownerReferences:
    - apiVersion: apps/v1
      kind: ReplicaSet
      name: web-5d78c9869d
      uid: 3f1c0c4e-3ad5-4a54-8f1c-0e2a3cf5a0a1
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a test hook of Helm, and a static pod',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web-test
  annotations:
    helm.sh/hook: test
spec:
  containers:
    - name: curl
      image: curlimages/curl:8.16.0
---
apiVersion: v1
kind: Pod
metadata:
  name: kube-scheduler
  namespace: kube-system
  labels: {component: kube-scheduler, tier: control-plane}
spec:
  containers:
    - name: kube-scheduler
      image: registry.k8s.io/kube-scheduler:v1.34.2
`,
      },
      {
        name: 'a Deployment is no naked pod',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
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
      },
    ],
  },
});

export default control;

function runsOnce(pod: KubeObject): boolean {
  const policy = stringAt(pod.value, 'spec', 'restartPolicy');
  return policy === 'Never' || policy === 'OnFailure';
}

function isLookedAfter(pod: KubeObject): boolean {
  const annotations = objectAt(pod.value, 'metadata', 'annotations');
  return LOOKED_AFTER.some((name) => member(annotations, name) !== undefined);
}

function isStatic(pod: KubeObject): boolean {
  if (pod.origin?.file.path.includes('etc/kubernetes/manifests/') === true) return true;
  return pod.namespace === 'kube-system' && stringAt(pod.value, 'metadata', 'labels', 'tier') === 'control-plane';
}
