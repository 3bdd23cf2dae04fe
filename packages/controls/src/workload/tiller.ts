import { objectAt, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { endsWithName, imageOf } from '../image/container-image.ts';

const IMAGES = ['kubernetes-helm/tiller', 'helm/tiller', 'tiller'];

const control: Control = defineControl({
  id: 'workload/tiller',
  subject: 'workload',
  title: 'Tiller, the server of Helm 2, is not deployed',
  severity: 'high',
  remediation: 'Move the releases to Helm 3 or later, which need no server, and remove Tiller with its Service and its bindings',
  judgesPartial: true,

  check(workload) {
    for (const container of workload.containers) {
      const name = imageOf(container)?.name;
      if (name === undefined || !name.endsWith('tiller') || !IMAGES.some((own) => endsWithName(name, own))) continue;
      const message = `${workload.object.kind} "${workload.object.name}" runs Tiller, which nobody maintains since November 2020`;
      return [{ at: [...container.path, 'image'], message }];
    }
    const labels = objectAt(workload.metadata, 'labels');
    if (stringAt(labels, 'name') !== 'tiller' || stringAt(labels, 'app') !== 'helm') return NOTHING;
    const message = `${workload.object.kind} "${workload.object.name}" runs Tiller, as its labels say`;
    return [{ at: [...workload.metadataPath, 'labels', 'name'], message }];
  },

  why: `Tiller installs whatever it is told to, mostly with the rights of cluster-admin, and listens on port 44134 for anybody in the
cluster without asking who it is. One broken pod anywhere owns the cluster by one request.`,
  details: `By the image, wherever it is mirrored, or by the labels that Helm 2 gives it (app: helm, name: tiller). Where it listens makes no difference: a Service that is deleted leaves the pod's address.`,
  references: ['https://helm.sh/docs/topics/v2_v3_migration/', 'https://helm.sh/blog/helm-2-becomes-unsupported/'],
  requirements: { mitre: ['T1210'], owasp: ['K09'] },
  aliases: {
    trivy: ['KSV-0102', 'AVD-KSV-0102', 'KSV102'],
    checkov: ['CKV_K8S_34', 'CKV_K8S_45'],
    kics: ['6d173be7-545a-46c6-a81d-2ae52ed1605d'],
  },

  examples: {
    fails: [
      {
        name: 'Tiller',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: tiller-deploy
  namespace: kube-system
spec:
  selector:
    matchLabels: {name: tiller}
  template:
    metadata:
      labels: {name: tiller}
    spec:
      containers:
        - name: tiller
          image: gcr.io/kubernetes-helm/tiller:v2.17.0
`,
        at: ['spec.template.spec.containers[0].image'],
      },
      {
        name: 'by its labels, whatever the image is called',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: tiller
  labels: {app: helm, name: tiller}
spec:
  containers:
    - name: tiller
      image: registry.example.com/helm-server:2.17
`,
        at: ['metadata.labels.name'],
      },
    ],
    passes: [
      {
        name: 'other programs of Helm',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: helm
spec:
  containers:
    - name: helm
      image: alpine/helm:3.19.2
`,
      },
    ],
  },
});

export default control;
