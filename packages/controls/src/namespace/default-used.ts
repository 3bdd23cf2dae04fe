import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type KindRef } from '../control.ts';
import { isMadeByAnother } from '../service-account/account-users.ts';
import { WORKLOAD_KINDS } from './workload-kinds.ts';

const RUNNING: ReadonlySet<string> = new Set([...WORKLOAD_KINDS.map(({ kind }) => kind), 'Rollout', 'DeploymentConfig']);

const KINDS: readonly KindRef[] = [
  ...WORKLOAD_KINDS,
  { group: 'argoproj.io', kind: 'Rollout' },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig' },
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'PersistentVolumeClaim' },
  { group: '', kind: 'Secret' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

/** What Kubernetes itself puts into the namespace. */
const ITS_OWN: ReadonlySet<string> = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt', 'Service/kubernetes']);

const control: Control = defineControl({
  id: 'namespace/default-used',
  subject: KINDS,
  title: 'Nothing lives in the namespace default',
  severity: 'low',
  remediation: 'Give the application a namespace of its own, with its own policies, quotas and rights',
  judgesPartial: true,
  parameters: {
    'without-namespace': {
      default: false,
      description: 'Whether an object that names no namespace counts as one in default: where nobody applies it with -n',
    },
  },

  check(object, context) {
    const { kind, name } = object;
    const namespace = stringAt(object.value, 'metadata', 'namespace');
    if (namespace !== 'default') {
      const isLeftOut = (namespace === undefined || namespace === '') && object.misnamed.length === 0;
      if (!isLeftOut || !context.parameter('without-namespace')) return NOTHING;
    }
    if (ITS_OWN.has(`${kind}/${name}`) || object.partial !== undefined || isMadeByAnother(object)) return NOTHING;
    const says = namespace === 'default' ? 'is in the namespace default' : 'names no namespace, and so goes into default';
    const severity = RUNNING.has(kind) ? undefined : RUNS_NOTHING;
    return [{ at: ['metadata', 'namespace'], message: `the ${kind} "${name}" ${says}`, severity }];
  },

  why: `Whatever is put into default by mistake or for want of a better place lands beside it: rights, network policies and quotas
of a namespace hold for everything in it, and nobody dares to make those of default strict. It cannot be deleted either.`,
  details: `Only an object that says default is reported. One that names no namespace goes wherever its sender says (kubectl -n, a
chart's release, Kustomize, a GitOps tool), and is passed over unless the parameter without-namespace is true. What runs nothing
by itself (a Service, a ConfigMap, a Role) is information only. NetworkPolicies, LimitRanges and ResourceQuotas protect the
namespace and are right there.`,
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#when-to-use-multiple-namespaces'],
  requirements: { cis: ['5.6.4'], nsa: ['namespaces'], owasp: ['K01'] },
  aliases: {
    kics: ['611ab018-c4aa-4ba2-b0f6-a448337509a6'],
    trivy: ['KSV-0110', 'AVD-KSV-0110', 'KSV110'],
    kubescape: ['C-0061', 'C-0212'],
    checkov: ['CKV_K8S_21'],
    'kube-linter': ['use-namespace'],
    kalm: ['NS-001'],
  },

  examples: {
    fails: [
      {
        name: 'a workload, and what belongs to it',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: default
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: default
spec:
  selector: {app: web}
  ports:
    - port: 80
`,
        at: ['Pod/web metadata.namespace', 'Service/web metadata.namespace'],
      },
    ],
    passes: [
      {
        name: 'a namespace of its own, or whichever its sender says',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
---
apiVersion: v1
kind: Pod
metadata:
  name: mail
spec:
  containers:
    - name: mail
      image: nginx:1.29
`,
      },
      {
        name: "what is Kubernetes' own",
        yaml: `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: default
  namespace: default
automountServiceAccountToken: false
`,
      },
    ],
  },
});

export default control;

const RUNS_NOTHING: Failure['severity'] = {
  level: 'info',
  reason: 'it runs nothing by itself, and goes where its workload goes',
};
