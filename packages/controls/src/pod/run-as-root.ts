import { formatPath, partialReason, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { runsOnWindows } from '../windows.ts';
import { containerUser, isOtherUser, type ContainerUser } from './container-user.ts';
import { rootOutcomes } from './root-outcomes.ts';

const control: Control = defineControl({
  id: 'pod/run-as-root',
  subject: 'workload',
  title: 'Containers do not run as root',
  severity: 'high',
  remediation: 'Set runAsNonRoot: true on the pod, and runAsUser to a number that is not 0 where the image has no user',
  judgesPartial: true,

  check(workload) {
    const { object, containers } = workload;
    const isFine = object.partial === undefined && containers.every((container) => isOtherUser(workload, container));
    return isFine || runsOnWindows(workload) ? NOTHING : outcomesOf(workload);
  },

  why: `Root in a container is root of the node's kernel, held back by namespaces and a shortened list of capabilities. It may
write all files of the image, bind low ports, and use every hole in the kernel or the runtime that needs root first; most
known ways out of a container do. A program that runs as a user of its own loses all of that at no cost.`,
  details: `What holds is what the kubelet would do: a container's own fields stand over the pod's, so that a container's
runAsNonRoot: false undoes the pod's true. A runAsUser that is not 0 passes, whatever runAsNonRoot says. runAsUser: 0 is
root for certain. Where neither is set the image decides, which a manifest cannot show: that is a finding of medium severity,
because most images name no user and then run as root. With runAsNonRoot: true and runAsUser: 0 the kubelet refuses to start
the container. Windows pods are exempt. In a user namespace (hostUsers: false) root is an ordinary user of the node, and the
severity is low.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/',
  ],
  requirements: {
    cis: ['5.2.7'],
    nsa: ['non-root-containers'],
    pss: ['restricted'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {
    trivy: ['KSV-0012', 'AVD-KSV-0012', 'KSV012', 'KSV-0105', 'AVD-KSV-0105', 'KSV105'],
    kubescape: ['C-0013'],
    checkov: ['CKV_K8S_23'],
    'kube-linter': ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    kics: ['cf34805e-3872-4c08-bf92-6ff7bb0cfadb'],
    kubesec: ['RunAsNonRoot'],
    kalm: ['POD-017'],
  },

  examples: {
    fails: [
      {
        name: 'nothing is set: the image decides',
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
        at: ['spec.containers[0].securityContext.runAsNonRoot'],
      },
      {
        name: "a container's false stands over the pod's true",
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
      securityContext:
        runAsNonRoot: true
      containers:
        - name: web
          image: nginx:1.29
        - name: logs
          image: fluent-bit:4.1
          securityContext:
            runAsNonRoot: false
`,
        at: ['spec.template.spec.containers[1].securityContext.runAsNonRoot'],
      },
      {
        name: "the pod's user 0 is one finding for all its containers",
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: backup
spec:
  jobTemplate:
    spec:
      template:
        spec:
          securityContext:
            runAsUser: 0
          initContainers:
            - name: prepare
              image: busybox:1.37
          containers:
            - name: backup
              image: restic:0.18
`,
        at: ['spec.jobTemplate.spec.template.spec.securityContext.runAsUser'],
      },
      {
        name: 'user 0 that the kubelet will not start',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        runAsUser: 0
`,
        at: ['spec.containers[0].securityContext.runAsUser'],
      },
      {
        name: 'root in a user namespace weighs less',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        runAsUser: 0
`,
        at: ['spec.containers[0].securityContext.runAsUser'],
      },
    ],
    passes: [
      {
        name: 'the pod demands another user than root',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a number that is not 0 is not root, even with runAsNonRoot: false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 0
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        runAsUser: 101
        runAsNonRoot: false
`,
      },
      {
        name: 'Windows has no root',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os: {name: windows}
  containers:
    - name: web
      image: mcr.microsoft.com/windows/servercore/iis:ltsc2025
`,
      },
      {
        name: 'Windows by its node selector',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector:
    kubernetes.io/os: windows
  containers:
    - name: web
      image: mcr.microsoft.com/windows/servercore/iis:ltsc2025
`,
      },
      {
        name: 'a user that is no number',
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
        runAsUser: nginx
`,
        unknown: ['runAsUser is "nginx", which the API server refuses'],
      },
    ],
  },
});

/**
 * Whether the user is settled whatever the rest of a partial object says: by the container's own fields, and by the pod's
 * where all there is of the pod is here. Where the image would decide, the missing part may.
 */
function isDecided(workload: Workload, { user, field }: ContainerUser): boolean {
  const { partial } = workload.object;
  if (partial === undefined) return true;
  return user !== 'image' && (field.from === 'container' || partial === 'incomplete-workload');
}

export default control;

function* outcomesOf(workload: Workload): Iterable<Outcome> {
  const all = workload.containers.map((container) => ({ container, ...containerUser(workload, container) }));
  const users = all.filter((each) => isDecided(workload, each));
  const partial = partialReason(workload.object);
  // A patch does not show all its containers.
  const isPatch = workload.object.partial === 'kustomize-patch';
  if (partial !== undefined && (isPatch || users.length < all.length || all.length === 0)) yield partial;
  // One finding for each field that decides: a pod's `runAsUser: 0` is one mistake, however many containers it is for.
  for (const group of Map.groupBy(users, ({ field }) => formatPath(field.path)).values()) {
    const [first] = group;
    if (first !== undefined)
      yield* rootOutcomes(
        workload,
        first,
        group.map(({ container }) => container),
      );
  }
}
