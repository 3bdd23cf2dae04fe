import type { Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { hostPathVolumes, isForFiles, isReadOnly, mountsOf, type HostPathVolume } from './host-path-volumes.ts';
import { judgedByFolder } from './judged-closer.ts';

const control: Control = defineControl({
  id: 'volume/host-path',
  subject: 'workload',
  title: 'Pods mount no folder of their node',
  severity: 'medium',
  remediation: 'Use a volume that belongs to the pod: emptyDir, a PersistentVolumeClaim, a ConfigMap, a Secret or a CSI driver',
  judgesPartial: true,

  check(workload) {
    const volumes = hostPathVolumes(workload);
    return volumes.length === 0 ? NOTHING : volumes.map((volume) => outcomeOf(workload, volume));
  },

  why: `A hostPath volume is a hole in the wall between pod and node. What the pod writes there outlives it and is read by the next
pod, what others wrote there it reads, and where the path is chosen badly it is the whole node. It also ties the pod to what
happens to lie on one node, so that the same manifest does something else on the next.`,
  details: `Every hostPath volume counts, whether a container mounts it or not, as Pod Security counts it: baseline refuses the pod.
Which folder it is, and whether it can be written, are controls of their own: where one of them speaks of the volume, this is information. Drivers and agents of nodes are the usual
exceptions; grant them by name.`,
  references: [
    'https://kubernetes.io/docs/concepts/storage/volumes/#hostpath',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { cis: ['5.2.11'], nsa: ['host-path'], pss: ['baseline'], mitre: ['T1611'], owasp: ['K01'] },
  aliases: {
    trivy: ['KSV-0023', 'AVD-KSV-0023', 'KSV023'],
    kubescape: ['C-0048'],
    polaris: ['hostPathSet'],
    kics: ['aa8f7a35-9923-4cad-bd61-a19b7f6aac91'],
  },

  examples: {
    fails: [
      {
        name: 'mounted or not',
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
          volumeMounts:
            - {name: pages, mountPath: /usr/share/nginx/html, readOnly: true}
      volumes:
        - name: pages
          hostPath: {path: /srv/pages}
        - name: forgotten
          hostPath: {path: /srv/old, type: Directory}
`,
        at: ['spec.template.spec.volumes[0].hostPath.path', 'spec.template.spec.volumes[1].hostPath.path'],
      },
    ],
    passes: [
      {
        name: 'volumes of the pod itself',
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
        - {name: cache, mountPath: /var/cache/nginx}
  volumes:
    - name: cache
      emptyDir: {}
    - name: settings
      configMap: {name: web}
    - name: none
      hostPath: null
      emptyDir: {}
`,
      },
      {
        name: 'what the API server refuses',
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
    - name: pages
      hostPath: /srv/pages
`,
        unknown: ['hostPath is no map, and the API server refuses it'],
      },
    ],
  },
});

export default control;

function outcomeOf(workload: Workload, volume: HostPathVolume): Outcome {
  const { name, path, at, isMap } = volume;
  if (!isMap) return { at, unknown: 'hostPath is no map, and the API server refuses it' };
  const folder = path === '' ? 'a folder of the node' : `"${path}" of the node`;
  const severity = severityOf(workload, volume);
  return { at: path === '' ? at : [...at, 'path'], message: `the volume "${name}" is ${folder}`, severity };
}

function severityOf(workload: Workload, volume: HostPathVolume): Failure['severity'] {
  const closer = judgedByFolder(workload, volume);
  if (closer !== undefined) return { level: 'info', reason: `${closer} judges which folder it is` };
  const isWritten = isForFiles(volume) && mountsOf(workload, volume).some((mount) => !isReadOnly(mount));
  return isWritten ? { level: 'info', reason: 'volume/host-path-writable judges that it can be written' } : undefined;
}
