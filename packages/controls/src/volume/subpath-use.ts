import { listAt, stringAt, type Container } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { nameOf } from '../wording.ts';

const FIELDS = ['subPath', 'subPathExpr'] as const;

const control: Control = defineControl({
  id: 'volume/subpath-use',
  subject: 'workload',
  title: 'Volumes are mounted as a whole',
  severity: 'info',
  offByDefault:
    'a part of a volume is mounted safely by every kubelet that is still supported: it lists who would be hit by one that is not',
  remediation: 'Mount the whole volume, or give the part a volume of its own',
  judgesPartial: true,

  check(workload) {
    const found = workload.containers.flatMap(failuresIn);
    return found.length === 0 ? NOTHING : found;
  },

  why: `A mount with a subPath is resolved by the kubelet, on the node, inside a volume whose content the container controls. The holes that
kubelets had there (CVE-2017-1002101, CVE-2021-25741) led to any file of the node. Who mounts whole volumes is not concerned by the next one.`,
  details: `Every mount with a subPath or subPathExpr counts, whatever it shows. Where a Node among the objects has a kubelet with the
known hole, volume/subpath says so.`,
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/#using-subpath'],
  requirements: {},
  aliases: { kalm: ['POD-045'] },

  examples: {
    fails: [
      {
        name: 'a part of a volume',
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
        at: ['spec.containers[0].volumeMounts[0].subPath'],
      },
    ],
    passes: [
      {
        name: 'a whole volume',
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
        - {name: data, mountPath: /data}
  volumes:
    - name: data
      emptyDir: {}
`,
      },
    ],
  },
});

export default control;

function failuresIn(container: Container): readonly Failure[] {
  return listAt(container.value, 'volumeMounts').flatMap((mount, index) =>
    FIELDS.flatMap((field) => {
      const part = stringAt(mount, field);
      if (part === undefined || part === '') return [];
      const at = [...container.path, 'volumeMounts', index, field];
      return [{ at, message: `${nameOf(container)} mounts "${part}" of the volume "${stringAt(mount, 'name') ?? ''}"` }];
    }),
  );
}
