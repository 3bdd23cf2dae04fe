import {
  booleanAt,
  isArray,
  podFieldPath,
  valueAt,
  type Json,
  type Path,
  type Workload,
  type Edit,
  type Hazard,
} from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { shown } from '../wording.ts';

const FS_GROUP: Path = ['securityContext', 'fsGroup'];
const FURTHER: Path = ['securityContext', 'supplementalGroups'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'files of the volumes that only the group of root may write cannot be written',
    check: 'ls -ln of each volume, by kubectl exec, shows no file that the group 0 alone may write',
  },
];

const control: Control = defineControl({
  id: 'pod/root-group',
  subject: 'workload',
  title: 'Pods do not add the group of root to their containers',
  severity: 'low',
  remediation: 'Take 0 out of fsGroup and supplementalGroups, and give the files a group of their own',
  judgesPartial: true,

  check(workload) {
    const fsGroup = valueAt(workload.spec, FS_GROUP) ?? undefined;
    const further = valueAt(workload.spec, FURTHER) ?? undefined;
    if (fsGroup === undefined && further === undefined) return NOTHING;
    if (podAnswer(workload).isWindows || booleanAt(workload.spec, 'hostUsers') === false) return NOTHING;
    return [...ofVolumes(workload, fsGroup), ...ofList(workload, further)];
  },

  why: `The group 0 may read and often write files that are root's: of the node, where they are mounted, and of the image. A program
that runs as a user of its own, but in that group, has part of what the other user was meant to take away. With fsGroup 0 every
file of the pod's volumes belongs to it too.`,
  details: `Of the pod, fsGroup and supplementalGroups count: they hold for all its containers. The group that a container runs with
(runAsGroup) is another control. Pods with a user namespace of their own and Windows pods are exempt.`,
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod'],
  requirements: { mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: { trivy: ['KSV-0116', 'AVD-KSV-0116', 'KSV116'] },

  examples: {
    fails: [
      {
        name: 'of the volumes and among further groups',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 10001
    fsGroup: 0
    supplementalGroups: [2000, 0]
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.securityContext.fsGroup', 'spec.securityContext.supplementalGroups[1]'],
      },
    ],
    passes: [
      {
        name: 'groups of their own',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    fsGroup: 2000
    supplementalGroups: [3000]
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a number in quotes',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {fsGroup: "0"}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['fsGroup is "0", which the API server refuses'],
      },
    ],
  },
});

function ofVolumes(workload: Workload, group: Json | undefined): readonly Outcome[] {
  if (group === undefined || (typeof group === 'number' && group !== 0)) return NOTHING;
  const at = podFieldPath(workload, 'securityContext', 'fsGroup');
  if (group !== 0) return [{ at, unknown: `fsGroup is ${shown(group)}, which the API server refuses` }];
  const fix = { kind: 'suggestion', edits: [{ op: 'delete', path: at }], hazards: HAZARDS } as const;
  return [{ at, message: 'the files of the volumes belong to the group of root: fsGroup is 0', fix }];
}

function ofList(workload: Workload, groups: Json | undefined): readonly Outcome[] {
  if (groups === undefined) return NOTHING;
  const at = podFieldPath(workload, 'securityContext', 'supplementalGroups');
  if (!isArray(groups)) return [{ at, unknown: `supplementalGroups is ${shown(groups)}, which the API server refuses` }];
  const index = groups.indexOf(0);
  if (index === -1) return NOTHING;
  const rest = groups.filter((each) => each !== 0);
  const edit: Edit = rest.length === 0 ? { op: 'delete', path: at } : { op: 'replace', path: at, value: rest };
  return [
    {
      at: [...at, index],
      message: 'every container is in the group of root: supplementalGroups has 0',
      fix: { kind: 'suggestion', edits: [edit], hazards: HAZARDS },
    },
  ];
}

export default control;
