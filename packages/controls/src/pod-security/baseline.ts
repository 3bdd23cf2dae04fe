import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { saidElsewhere } from './own-controls.ts';
import { failureOf, severityOf } from './outcomes.ts';
import { podAnswer } from './pod-answer.ts';
import { standingOf } from './standing.ts';

const control: Control = defineControl({
  id: 'pod-security/baseline',
  subject: 'workload',
  title: 'Workloads meet the baseline level of the Pod Security Standards',
  severity: 'high',
  remediation: 'Mend the field that is named, or give the workload a namespace of its own that says it is privileged',
  reads: [{ group: '', kind: 'Namespace' }],
  judgesPartial: true,
  parameters: {
    everything: {
      default: false,
      description: 'Whether what a control of its own judges is said a second time where no namespace demands the level',
    },
  },

  check(workload, context) {
    const standing = standingOf(workload, context.scope, 'baseline');
    // All that the baseline looks for is there or not: what a part of a pod leaves out is judged with the rest of it.
    const { violations, unknown } = podAnswer(workload).judged(standing.standard);
    if (violations.length === 0 && unknown.length === 0) return NOTHING;
    const isDemanded = standing.is === 'enforced' || standing.is === 'reported';
    const severity = severityOf(standing, {
      level: 'medium',
      reason: 'no namespace among the manifests demands the level, so nothing refuses it',
    });
    const outcomes: Outcome[] = unknown.map(({ path, reason }) => ({ at: path, unknown: reason }));
    for (const violation of violations) {
      const said = isDemanded ? undefined : saidElsewhere(violation.check.id);
      if (said !== undefined && !context.parameter('everything')) continue;
      outcomes.push(failureOf(violation, workload, standing, said ?? severity));
    }
    return outcomes;
  },

  why: `The baseline is what a pod needs not to be a way out of the container: no access to the node's namespaces, disk, ports,
devices and kernel settings, and no security module turned off. Almost every program runs with it. A namespace that enforces
it refuses the pods of a workload that breaks it: the Deployment is taken with a warning, and no pod of it ever starts.`,
  details: `Judged as the API server's own admission does, check by check and version by version, in its words: one finding for each
check. Where the workload's namespace enforces the level, the version is the one that the label pins, and the severity is
high, because the pods are refused. Where it only warns or audits, or says itself that it is privileged, it is low. Where no
namespace among the manifests asks for the level, what another control judges by itself is left to that one, and the rest is medium.
A field of a type that the API server refuses is unknown.`,
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  ],
  requirements: {
    cis: ['5.2.2', '5.2.3', '5.2.4', '5.2.5', '5.2.8', '5.2.9', '5.2.10', '5.2.11', '5.2.12', '5.6.2'],
    nsa: ['privileged-containers', 'host-namespaces', 'host-path', 'host-ports', 'capabilities', 'linux-hardening'],
    pss: ['baseline'],
    mitre: ['T1611'],
    owasp: ['K01'],
    'nist-800-190': ['4.4.3'],
  },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a folder of the node and a port of it, in a namespace that enforces the level',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
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
          ports:
            - containerPort: 8080
              hostPort: 8080
      volumes:
        - name: logs
          hostPath: {path: /var/log}
`,
        at: [
          'Deployment/web spec.template.spec.containers[0].ports[0].hostPort',
          'Deployment/web spec.template.spec.volumes[0].hostPath',
        ],
      },
      {
        name: 'where no namespace asks for it, what no other control says',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
  containers:
    - name: web
      image: nginx:1.29
      livenessProbe:
        httpGet: {host: 10.0.0.1, port: 80}
`,
        at: ['spec.containers[0].livenessProbe.httpGet.host'],
      },
    ],
    passes: [
      {
        name: 'a pod that asks for nothing',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a probe that names a host, where the namespace pins a version before 1.34',
        yaml: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
    pod-security.kubernetes.io/enforce-version: v1.33
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
      livenessProbe:
        httpGet: {host: 10.0.0.1, port: 80}
`,
      },
      {
        name: 'a switch that is neither true nor false',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: "yes"
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['hostPID is text and must be true or false: the API server refuses it'],
      },
    ],
  },
});

export default control;
