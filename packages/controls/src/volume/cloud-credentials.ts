import type { Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { isCloudCredential } from './cloud-places.ts';
import { hostPathVolumes, isWhole, mountsOf, seenFolders, type HostPathVolume } from './host-path-volumes.ts';

const control: Control = defineControl({
  id: 'volume/cloud-credentials',
  subject: 'workload',
  title: "Pods do not mount their node's credentials for the cloud",
  severity: 'high',
  remediation: 'Give the ServiceAccount an identity of its own at the cloud (workload identity), and remove the volume',
  judgesPartial: true,

  check(workload) {
    const volumes = hostPathVolumes(workload);
    return volumes.length === 0 ? NOTHING : volumes.flatMap((volume) => outcomesOf(workload, volume));
  },

  why: `The credentials that lie on a node are the node's or an administrator's: they attach disks, change routes and read buckets for
the whole cluster. Whoever gets into a pod that mounts them leaves the cluster for the account of the cloud, where nothing
that Kubernetes forbids holds any more.`,
  details: `A hostPath volume counts whose path is, or lies in, a known place: the cloud provider's configuration in /etc/kubernetes, the folders
that the tools of clouds keep in a home (.aws, .azure, .config/gcloud), and what cloud-init and the agents of a cloud leave on
a node. Folders that hold such a place, as /etc and /root do, are volume/host-path-sensitive. A Secret that holds such
credentials is none of this control's.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/cloud-native-security/',
  ],
  requirements: { nsa: ['host-path'], mitre: ['T1552.001', 'T1078.004'], owasp: ['K06'] },
  aliases: { kubescape: ['C-0020'], kalm: ['POD-043'] },

  examples: {
    fails: [
      {
        name: "Azure's file, read-only, and the folder of a tool of AWS",
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      volumeMounts:
        - {name: azure, mountPath: /etc/kubernetes/azure.json, readOnly: true}
        - {name: aws, mountPath: /root/.aws, readOnly: true}
  volumes:
    - name: azure
      hostPath: {path: /etc/kubernetes/azure.json, type: File}
    - name: aws
      hostPath: {path: /home/ops/.aws/}
    - name: unused
      hostPath: {path: /root/.config/gcloud}
`,
        at: ['spec.volumes[0].hostPath.path', 'spec.volumes[1].hostPath.path', 'spec.volumes[2].hostPath.path'],
      },
    ],
    passes: [
      {
        name: 'other paths, and credentials in a Secret',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: backup
spec:
  containers:
    - name: backup
      image: registry.example.com/backup:5.0.2
      volumeMounts:
        - {name: data, mountPath: /data, readOnly: true}
        - {name: aws, mountPath: /root/.aws, readOnly: true}
  volumes:
    - name: data
      hostPath: {path: /srv/aws}
    - name: aws
      secret: {secretName: backup}
`,
      },
    ],
  },
});

export default control;

function outcomesOf(workload: Workload, volume: HostPathVolume): readonly Outcome[] {
  const at = [...volume.at, 'path'];
  if (volume.unknown !== undefined) return [{ at, unknown: volume.unknown }];
  const mounts = mountsOf(workload, volume);
  if (!seenFolders(volume, mounts).some(({ folder }) => isCloudCredential(folder))) return NOTHING;
  const message = `the volume "${volume.name}" is "${volume.path}", where the node's credentials for the cloud are`;
  const isUnused = mounts.length === 0 && isWhole(workload);
  return [{ at, message, severity: isUnused ? { level: 'low', reason: 'no container mounts it' } : undefined }];
}
