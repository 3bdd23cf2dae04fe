import { isObject, member, set, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { isNoBoolean, nameOf, noBoolean } from '../wording.ts';
import { hostPathVolumes, isForFiles, isReadOnly, mountsOf, type HostPathVolume, type Mount } from './host-path-volumes.ts';
import { judgedByFolder } from './judged-closer.ts';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'a program that writes to the folder of the node fails',
    check: 'find on the node, below that path with -newer, lists nothing that the pod has written',
  },
];

const control: Control = defineControl({
  id: 'volume/host-path-writable',
  subject: 'workload',
  title: 'Folders of the node are mounted read-only',
  severity: 'high',
  remediation: 'Set readOnly: true on the mount, or use a volume that belongs to the pod',
  judgesPartial: true,

  check(workload) {
    const volumes = hostPathVolumes(workload);
    if (volumes.length === 0) return NOTHING;
    return volumes.filter(isForFiles).flatMap((volume) => {
      const closer = judgedByFolder(workload, volume);
      const severity = closer === undefined ? undefined : ({ level: 'info', reason: `${closer} judges the folder` } as const);
      return mountsOf(workload, volume).flatMap((mount) => outcomesOf(volume, mount, severity));
    });
  },

  why: `What a pod writes on its node stays there and is read by others: a program that the node starts, a script that cron runs, a
file that the next pod trusts. Writing to the node is how an intruder stays when the pod is gone, and in most folders of a
system how he becomes root on it.`,
  details: `One finding for each mount that does not say readOnly: true. It holds for the mount itself alone: what is mounted below the
folder on the node can still be written, unless recursiveReadOnly is set as well. Sockets and devices (type Socket, CharDevice or BlockDevice, a name that ends in .sock,
what lies in /dev) never fire, because
readOnly does not keep a pod from talking to them. Whether the process may write there also depends on its user, which the
manifest seldom says.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/storage/volumes/#recursive-read-only-mounts',
  ],
  requirements: { cis: ['5.2.11'], nsa: ['host-path'], mitre: ['T1611', 'T1543'], owasp: ['K01'] },
  aliases: { kubescape: ['C-0045'], 'kube-linter': ['writable-host-mount'] },

  examples: {
    fails: [
      {
        name: 'unset means that it can be written, in every container that mounts it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  initContainers:
    - name: prepare
      image: busybox:1.37
      volumeMounts:
        - {name: state, mountPath: /state, readOnly: false}
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
      volumeMounts:
        - {name: logs, mountPath: /var/log, readOnly: true}
        - {name: state, mountPath: /state}
  volumes:
    - name: state
      hostPath: {path: /var/lib/agent, type: DirectoryOrCreate}
    - name: logs
      hostPath: {path: /var/log}
`,
        at: ['spec.initContainers[0].volumeMounts[0].readOnly', 'spec.containers[0].volumeMounts[1].readOnly'],
      },
    ],
    passes: [
      {
        name: 'read-only, a socket, a device, and one that no container mounts',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
      volumeMounts:
        - {name: logs, mountPath: /var/log, readOnly: true, recursiveReadOnly: IfPossible}
        - {name: socket, mountPath: /run/agent.sock}
        - {name: device, mountPath: /dev/fuse}
        - {name: cache, mountPath: /cache}
  volumes:
    - name: logs
      hostPath: {path: /var/log}
    - name: socket
      hostPath: {path: /run/agent.sock, type: Socket}
    - name: device
      hostPath: {path: /dev/fuse, type: CharDevice}
    - name: unused
      hostPath: {path: /srv}
    - name: cache
      emptyDir: {}
`,
      },
      {
        name: 'a text is neither',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: registry.example.com/agent:2.1.0
      volumeMounts:
        - {name: logs, mountPath: /var/log, readOnly: "true"}
  volumes:
    - name: logs
      hostPath: {path: /var/log}
`,
        unknown: ['readOnly is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;

function outcomesOf({ path }: HostPathVolume, mount: Mount, severity: Failure['severity']): readonly Outcome[] {
  if (isReadOnly(mount)) return NOTHING;
  const at = [...mount.at, 'readOnly'];
  if (isNoBoolean(member(mount.value, 'readOnly'))) return [{ at, unknown: noBoolean('readOnly') }];
  const message = `${nameOf(mount.container)} can write to "${path}" of the node`;
  return [
    {
      at,
      message,
      severity,
      fix: isObject(mount.value) ? { kind: 'suggestion', edits: [set(at, true)], hazards: HAZARDS } : undefined,
    },
  ];
}
