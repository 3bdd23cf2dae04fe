import { objectAt, stringAt, type Workload } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { endsWithName, imageOf } from '../image/container-image.ts';

const IMAGES = [
  'kubernetes-dashboard',
  'kubernetes-dashboard-amd64',
  'kubernetesui/dashboard',
  'kubernetesui/dashboard-web',
  'kubernetesui/dashboard-api',
];
const LABELS = ['app', 'k8s-app', 'app.kubernetes.io/name'];

const control: Control = defineControl({
  id: 'workload/dashboard',
  subject: 'workload',
  title: 'The Kubernetes Dashboard is not deployed',
  severity: 'medium',
  remediation: 'Remove it: kubectl and clients that run on the own machine act with the rights of who uses them',
  judgesPartial: true,

  check(workload) {
    const container = workload.containers.find((each) => isDashboard(imageOf(each)?.name));
    if (container !== undefined) {
      const at = [...container.path, 'image'];
      return [{ at, message: `${workload.object.kind} "${workload.object.name}" runs the Kubernetes Dashboard` }];
    }
    const label = LABELS.find((name) => stringAt(objectAt(workload.metadata, 'labels'), name) === 'kubernetes-dashboard');
    if (label === undefined || !workload.containers.some(isHidden)) return NOTHING;
    const at = [...workload.metadataPath, 'labels', label];
    return [
      { at, message: `${workload.object.kind} "${workload.object.name}" runs the Kubernetes Dashboard, as its label says` },
    ];
  },

  why: `The Dashboard shows and changes the cluster with the rights of its ServiceAccount or of whoever is logged in. Clusters were taken
over through Dashboards that were open to the internet or that skipped the login, and a forgotten one is a way in that nobody
watches.`,
  details: `By the image (kubernetesui/dashboard and its parts, kubernetes-dashboard), wherever it is mirrored, or by the label app, k8s-app or
app.kubernetes.io/name where the image is filled in later. Its metrics scraper alone is no Dashboard.`,
  references: ['https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/'],
  requirements: { mitre: ['T1133'], owasp: ['K06'] },
  aliases: {
    kubescape: ['C-0014'],
    checkov: ['CKV_K8S_33'],
    kics: ['d2ad057f-0928-41ef-a83c-f59203bb855b'],
  },

  examples: {
    fails: [
      {
        name: 'the Dashboard',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: kubernetes-dashboard
  namespace: kubernetes-dashboard
spec:
  selector:
    matchLabels: {k8s-app: kubernetes-dashboard}
  template:
    metadata:
      labels: {k8s-app: kubernetes-dashboard}
    spec:
      containers:
        - name: dashboard
          image: kubernetesui/dashboard:v2.7.0
`,
        at: ['spec.template.spec.containers[0].image'],
      },
      {
        name: 'by its label, where the image is filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: dashboard
  labels: {app: kubernetes-dashboard}
spec:
  containers:
    - name: dashboard
      image: \${IMAGE}
`,
        at: ['metadata.labels.app'],
      },
    ],
    passes: [
      {
        name: 'other dashboards',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: dashboard
  labels: {app: dashboard}
spec:
  containers:
    - name: grafana
      image: grafana/grafana:12.2.1
    - name: scraper
      image: kubernetesui/metrics-scraper:v1.0.9
`,
      },
    ],
  },
});

export default control;

function isDashboard(name: string | undefined): boolean {
  return name !== undefined && name.includes('dashboard') && IMAGES.some((own) => endsWithName(name, own));
}

function isHidden(container: Workload['containers'][number]): boolean {
  const image = imageOf(container);
  return image === undefined || image.name === undefined;
}
