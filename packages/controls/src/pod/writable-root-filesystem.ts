import { set, valueAt, type Path } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { podAnswer } from '../pod-security/pod-answer.ts';
import { certainOf } from './blamed-fields.ts';
import { isNoBoolean, nameOf, noBoolean } from '../wording.ts';
import { withReadOnlyRoot } from '../hazards/container.ts';

const FIELD: Path = ['securityContext', 'readOnlyRootFilesystem'];

const control: Control = defineControl({
  id: 'pod/writable-root-filesystem',
  subject: 'workload',
  title: 'Containers cannot write to the files of their image',
  severity: 'low',
  remediation: 'Set readOnlyRootFilesystem: true, and mount an emptyDir where the program writes',
  // A false is certain in a part of a pod as well.
  judgesPartial: true,

  check(workload) {
    let outcomes: Outcome[] | undefined;
    for (const container of workload.containers) {
      const value = valueAt(container.value, FIELD);
      if (value === true) continue;
      if (outcomes === undefined && podAnswer(workload).isWindows) return NOTHING;
      const at = [...container.path, ...FIELD];
      outcomes ??= [];
      if (isNoBoolean(value)) outcomes.push({ at, unknown: noBoolean('readOnlyRootFilesystem') });
      else {
        const state = value === false ? 'is false' : 'is not set';
        const message = `${nameOf(container)} can write to the files of its image: readOnlyRootFilesystem ${state}`;
        outcomes.push({
          at,
          message,
          fix: { kind: 'suggestion', edits: [set(at, true)], hazards: withReadOnlyRoot(workload, container) },
        });
      }
    }
    return certainOf(workload, outcomes ?? NOTHING);
  },

  why: `Whoever breaks into a container wants to put tools there, change the program or its libraries, and come back later. On a
read-only file system none of that works, and what the program itself writes is in volumes that are known by name.`,
  details: `Judged for every container by itself: there is no field for the whole pod. The edit needs a person, because programs that
write caches, sockets or temporary files need an emptyDir for them first. Windows cannot do it and is exempt.`,
  references: [
    'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  ],
  requirements: {
    nsa: ['immutable-file-systems'],
    mitre: ['T1525', 'T1610'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.4'],
  },
  aliases: {
    trivy: ['KSV-0014', 'AVD-KSV-0014', 'KSV014'],
    kubescape: ['C-0017'],
    checkov: ['CKV_K8S_22'],
    'kube-linter': ['no-read-only-root-fs'],
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    polaris: ['notReadOnlyRootFilesystem'],
    kics: ['a9c2f49d-0671-4fc9-9ece-f4e261e128d0'],
    kubesec: ['ReadOnlyRootFilesystem'],
    kalm: ['POD-033'],
  },

  examples: {
    fails: [
      {
        name: 'unset and false',
        yaml: `
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: fetch
              image: registry.example.com/fetch:1.2.0
              securityContext: {readOnlyRootFilesystem: false}
          containers:
            - name: report
              image: registry.example.com/report:1.2.0
`,
        at: [
          'spec.jobTemplate.spec.template.spec.initContainers[0].securityContext.readOnlyRootFilesystem',
          'spec.jobTemplate.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem',
        ],
      },
    ],
    passes: [
      {
        name: 'read-only, with a place to write',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {readOnlyRootFilesystem: true}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
  volumes:
    - name: tmp
      emptyDir: {}
`,
      },
      {
        name: 'Windows cannot do it',
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
        name: 'neither true nor false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: {readOnlyRootFilesystem: "true"}
`,
        unknown: ['readOnlyRootFilesystem is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;
