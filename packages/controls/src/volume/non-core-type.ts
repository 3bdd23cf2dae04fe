import { isObject, stringAt, valueAt, type Json, type Path, type Workload } from '@bulwark/model';
import { judgePod, LATEST, podOf } from '@bulwark/pod-security';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';

const control: Control = defineControl({
  id: 'volume/non-core-type',
  subject: 'workload',
  title: 'Volumes are of the kinds that the restricted level allows',
  severity: 'low',
  remediation: 'Mount storage by a PersistentVolumeClaim, and let an administrator say what is behind it',
  judgesPartial: true,

  check(workload) {
    return areUsual(workload.spec['volumes']) ? NOTHING : outcomesOf(workload);
  },

  why: `With nfs, iscsi, rbd and their like the author of a pod names the server and the export himself, past the StorageClasses and
quotas of the administrator, and the node mounts it as root. Most of these drivers have left Kubernetes, or have had holes
through which a volume became a way to the node.`,
  details: `The kinds are those of Pod Security's restricted level, which refuses the pod: configMap, csi, downwardAPI, emptyDir, ephemeral,
image, persistentVolumeClaim, projected and secret pass. hostPath is volume/host-path. gitRepo is high: the kubelet clones the
repository as root, and a repository has been enough to run a program on the node (CVE-2024-10220).`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
    'https://kubernetes.io/docs/concepts/storage/volumes/',
  ],
  requirements: { pss: ['restricted'], nsa: ['pod-security-enforcement'] },
  aliases: { trivy: ['KSV-0028', 'AVD-KSV-0028', 'KSV028'] },

  examples: {
    fails: [
      {
        name: 'an NFS export, and a repository of git',
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
        - {name: pages, mountPath: /usr/share/nginx/html, readOnly: true}
        - {name: source, mountPath: /source, readOnly: true}
  volumes:
    - name: cache
      emptyDir: {}
    - name: pages
      nfs: {server: files.example.com, path: /pages}
    - name: source
      gitRepo: {repository: "https://git.example.com/pages.git"}
`,
        at: ['spec.volumes[1].nfs', 'spec.volumes[2].gitRepo'],
      },
    ],
    passes: [
      {
        name: 'what restricted allows, and hostPath, which is another control',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
  volumes:
    - name: cache
      emptyDir: {}
    - name: pages
      persistentVolumeClaim: {claimName: pages}
    - name: secrets
      csi: {driver: secrets-store.csi.k8s.io, readOnly: true}
    - name: logs
      hostPath: {path: /var/log}
`,
      },
    ],
  },
});

export default control;

const USUAL: ReadonlySet<string> = new Set([
  'name',
  'configMap',
  'secret',
  'emptyDir',
  'persistentVolumeClaim',
  'projected',
  'hostPath',
]);

/** Nearly all pods have only such volumes: Pod Security need not be asked. */
function areUsual(volumes: Json | undefined): boolean {
  if (!Array.isArray(volumes)) return true;
  for (const volume of volumes as readonly Json[]) {
    if (!isObject(volume)) continue;
    for (const key in volume) if (!USUAL.has(key)) return false;
  }
  return true;
}

function outcomesOf(workload: Workload): readonly Outcome[] {
  const pod = { ...podOf(workload), doubt: undefined };
  const { violations } = judgePod(pod, { level: 'restricted', version: LATEST });
  const fields = violations.find(({ check }) => check.id === 'restrictedVolumes')?.fields ?? [];
  return fields.flatMap((at) => outcomeOf(workload, at));
}

function outcomeOf(workload: Workload, at: Path): readonly Outcome[] {
  const type = at.at(-1);
  if (type === 'hostPath') return NOTHING;
  const name = stringAt(valueAt(workload.object.value, at.slice(0, -1)), 'name') ?? '';
  const kind = typeof type === 'string' ? `of the kind ${type}` : 'of no kind that is known';
  const message = `the volume "${name}" is ${kind}, which the restricted level refuses`;
  if (type !== 'gitRepo') return [{ at, message }];
  return [{ at, message, severity: { level: 'high', reason: 'the kubelet clones the repository as root of the node' } }];
}
