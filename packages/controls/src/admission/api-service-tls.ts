import { booleanAt, set, stringAt, type KubeObject, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';

const AT = ['spec', 'insecureSkipTLSVerify'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'the API is unavailable where its server has a certificate that no caBundle of the APIService covers',
    check: 'kubectl get apiservice shows it as Available afterwards; caBundle holds the authority of its certificate',
  },
];

const control: Control = defineControl({
  id: 'admission/api-service-tls',
  subject: [{ group: 'apiregistration.k8s.io', kind: 'APIService' }],
  title: 'The API server verifies the servers that it hands its requests to',
  severity: 'high',
  remediation: 'Give the APIService a caBundle (cert-manager can write it) and remove insecureSkipTLSVerify',
  judgesPartial: true,

  check(service) {
    if (booleanAt(service.value, ...AT) !== true) return NOTHING;
    const isMetrics = stringAt(service.value, 'spec', 'group')?.endsWith('metrics.k8s.io') === true;
    return [
      {
        at: AT,
        message: `the APIService "${service.name}" sends requests to ${serverOf(service)} without looking at its certificate`,
        severity: isMetrics
          ? { level: 'medium', reason: 'it serves measurements, which decide of scaling and hold no secrets' }
          : undefined,
        fix: { kind: 'suggestion', edits: [set(AT, false)], hazards: HAZARDS },
      },
    ];
  },

  why: `The aggregation layer hands a request to the server behind the APIService with the caller's name and groups in headers,
and gives its answer back as the API's own. Where the certificate is not looked at, whoever takes over the address of its
Service (a pod in its namespace with its labels is enough) answers for the API, and reads what callers send.`,
  details: `Metrics (metrics.k8s.io and its like) are medium: metrics-server is installed so nearly everywhere. An APIService
without a Service is the API server's own and has no such field.`,
  references: [
    'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/',
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/api-service-v1/',
  ],
  requirements: { mitre: ['T1557'], owasp: ['K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'an API of its own, and metrics',
        yaml: `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1alpha1.wardle.example.com
spec:
  group: wardle.example.com
  version: v1alpha1
  groupPriorityMinimum: 1000
  versionPriority: 15
  insecureSkipTLSVerify: true
  service: {name: api, namespace: wardle}
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1beta1.metrics.k8s.io
spec:
  group: metrics.k8s.io
  version: v1beta1
  groupPriorityMinimum: 100
  versionPriority: 100
  insecureSkipTLSVerify: true
  service: {name: metrics-server, namespace: kube-system}
`,
        at: [
          'APIService/v1alpha1.wardle.example.com spec.insecureSkipTLSVerify',
          'APIService/v1beta1.metrics.k8s.io spec.insecureSkipTLSVerify',
        ],
      },
    ],
    passes: [
      {
        name: 'a bundle',
        yaml: `
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1alpha1.wardle.example.com
spec:
  group: wardle.example.com
  version: v1alpha1
  groupPriorityMinimum: 1000
  versionPriority: 15
  caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==
  service: {name: api, namespace: wardle}
`,
      },
    ],
  },
});

export default control;

function serverOf(service: KubeObject): string {
  const name = stringAt(service.value, 'spec', 'service', 'name');
  const namespace = stringAt(service.value, 'spec', 'service', 'namespace');
  return name === undefined ? 'its server' : `the Service "${name}"${namespace === undefined ? '' : ` of "${namespace}"`}`;
}
