import { listAt, podFieldPath, stringAt, valueAt, type Edit, type Path, type Workload } from '@bulwark/model';
import { SAFE_SYSCTLS } from '@bulwark/pod-security';
import { defineControl, type Control, type Failure } from '../control.ts';
import { shown } from '../wording.ts';
import { blamedFields } from './blamed-fields.ts';
import { WITHOUT_SYSCTL } from '../hazards/pod.ts';

const control: Control = defineControl({
  id: 'pod/unsafe-sysctls',
  subject: 'workload',
  title: 'Pods set only kernel parameters that concern themselves alone',
  severity: 'medium',
  remediation: 'Remove the parameter from securityContext.sysctls, or have the node set it for all its pods',
  judgesPartial: true,

  check(workload) {
    const list = podFieldPath(workload, 'securityContext', 'sysctls');
    return blamedFields(workload, 'sysctls', (at) => {
      const entry: Path = at.slice(0, -1);
      const value = valueAt(workload.object.value, [...entry, 'value']);
      const name = stringAt(workload.object.value, ...at) ?? '';
      if (SAFE_SYSCTLS.has(withDots(name))) return undefined;
      return {
        at: at.length > list.length ? at : list,
        message: `the pod sets ${name === '' ? 'a kernel parameter without a name' : name}${value === undefined ? '' : ` to ${shown(value)}`}, which Kubernetes does not count as safe`,
        fix: fixOf(workload, list, name),
      };
    });
  },

  why: `A kernel parameter is safe for a pod to set where it is the pod's own and can neither harm nor starve its neighbours. The
others reach further: they take memory that the node has for all, change how its network behaves, or open the way to kernel
code that is closed for good reason.`,
  details: `The safe parameters are those of the newest version of the Pod Security Standards; each one outside of them is a finding
of its own. A kubelet starts a pod with such a parameter only where its own --allowed-unsafe-sysctls lists it: what the
manifest asks for shows that the nodes allow it, or that the pod never runs. Names with slashes count as the same names with dots,
as the kubelet reads them.`,
  references: [
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  ],
  requirements: { pss: ['baseline'], mitre: ['T1611'], owasp: ['K01'], 'nist-800-190': ['4.4.3'] },
  aliases: {
    trivy: ['KSV-0026', 'AVD-KSV-0026', 'KSV026'],
    'kube-linter': ['unsafe-sysctls'],
    kics: ['9127f0d9-2310-42e7-866f-5fd9d20dcbad'],
  },

  examples: {
    fails: [
      {
        name: 'a long queue of connections, beside a safe parameter',
        yaml: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cache
spec:
  selector:
    matchLabels: {app: cache}
  template:
    metadata:
      labels: {app: cache}
    spec:
      securityContext:
        sysctls:
          - {name: net.ipv4.tcp_syncookies, value: "1"}
          - {name: net.core.somaxconn, value: "1024"}
      containers:
        - name: cache
          image: redis:8.4
`,
        at: ['spec.template.spec.securityContext.sysctls[1].name'],
      },
    ],
    passes: [
      {
        name: 'low ports without a capability',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - {name: net.ipv4.ip_unprivileged_port_start, value: "0"}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a safe one by its name with slashes',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - {name: net/ipv4/tcp_syncookies, value: "1"}
  containers:
    - name: web
      image: nginx:1.29
`,
      },
      {
        name: 'a map is no list',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls: {net.core.somaxconn: "1024"}
  containers:
    - name: web
      image: nginx:1.29
`,
        unknown: ['sysctls is a map and must be a list: the API server refuses it'],
      },
    ],
  },
});

/**
 * As the kubelet reads a name: where its first separator is a slash, slashes are dots and dots slashes.
 * `NormalizeName` of k8s.io/component-helpers/node/util/sysctl.
 */
function withDots(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replaceAll(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

/** The list without the parameter; an item that goes by its index would move those behind it. */
function fixOf({ object }: Workload, path: Path, name: string): Failure['fix'] {
  const items = listAt(object.value, ...path);
  const rest = items.filter((item) => stringAt(item, 'name') !== name);
  if (rest.length === items.length) return undefined;
  const edit: Edit = rest.length === 0 ? { op: 'delete', path } : { op: 'replace', path, value: rest };
  return { kind: 'suggestion', edits: [edit], hazards: WITHOUT_SYSCTL };
}

export default control;
