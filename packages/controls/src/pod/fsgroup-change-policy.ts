import { isObject, listAt, member, podFieldPath, set, valueAt, type Workload, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';

/** Volumes whose files may be many, and which take a group. */
const LASTING = ['persistentVolumeClaim', 'ephemeral', 'csi'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'files below the top folder that have come with another group keep it, from a backup or another pod',
    check: 'find VOLUME -not -group GROUP, by kubectl exec, lists none',
  },
];

const control: Control = defineControl({
  id: 'pod/fsgroup-change-policy',
  subject: 'workload',
  title: 'Pods do not change the group of every file of a volume at each start',
  severity: 'info',
  concern: 'reliability',
  remediation: 'Set fsGroupChangePolicy: OnRootMismatch beside fsGroup',

  check(workload) {
    const group = valueAt(workload.spec, ['securityContext', 'fsGroup']) ?? undefined;
    if (group === undefined || !keepsFiles(workload) || podAnswer(workload).isWindows) return NOTHING;
    const policy = valueAt(workload.spec, ['securityContext', 'fsGroupChangePolicy']) ?? undefined;
    if (policy !== undefined) return NOTHING;
    const at = podFieldPath(workload, 'securityContext', 'fsGroupChangePolicy');
    if (workload.open !== undefined) return [{ at, unknown: workload.open }];
    return [
      {
        at,
        message: 'the group of every file of the volumes is set at each start: fsGroupChangePolicy is not set',
        fix: { kind: 'suggestion', edits: [set(at, 'OnRootMismatch')], hazards: HAZARDS },
      },
    ];
  },

  why: `With fsGroup the kubelet walks over all files of a volume before a pod starts and gives them that group. For a volume with
millions of files that takes minutes, in which the pod is down. With OnRootMismatch it looks at the topmost folder alone and
leaves the rest where that is right.`,
  details: `Only pods with an fsGroup and a volume that outlives them: a claim, an ephemeral claim, one of a CSI driver, or the claim
templates of a StatefulSet. Any value of the policy passes.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#configure-volume-permission-and-ownership-change-policy-for-pods',
  ],
  requirements: {},
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a claim with a group',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  securityContext: {fsGroup: 2000}
  containers:
    - name: db
      image: postgres:18.1
  volumes:
    - name: data
      persistentVolumeClaim: {claimName: data}
`,
        at: ['spec.securityContext.fsGroupChangePolicy'],
      },
    ],
    passes: [
      {
        name: 'a policy',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: db
spec:
  securityContext: {fsGroup: 2000, fsGroupChangePolicy: OnRootMismatch}
  containers:
    - name: db
      image: postgres:18.1
  volumes:
    - name: data
      persistentVolumeClaim: {claimName: data}
`,
      },
      {
        name: 'an empty folder has no files to walk over',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {fsGroup: 2000}
  containers:
    - name: web
      image: nginx:1.29
  volumes:
    - name: tmp
      emptyDir: {}
`,
      },
    ],
  },
});

function keepsFiles({ spec, object }: Workload): boolean {
  if (object.kind === 'StatefulSet' && listAt(object.value, 'spec', 'volumeClaimTemplates').length > 0) return true;
  return listAt(spec, 'volumes').some((volume) => LASTING.some((source) => isObject(member(volume, source))));
}

export default control;
