import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { API_SERVER_KINDS, apiServersOf } from './api-servers.ts';
import { flagOf, type ApiServer } from './flags.ts';

const control: Control = defineControl({
  id: 'authentication/insecure-port',
  subject: API_SERVER_KINDS,
  title: 'The API server serves nobody without TLS',
  severity: 'critical',
  remediation: 'Remove --insecure-port and --insecure-bind-address, and leave --secure-port at a port',
  judgesPartial: true,

  check(object) {
    const servers = apiServersOf(object);
    return servers.length === 0 ? NOTHING : servers.flatMap(ofServer);
  },

  why: `On the insecure port nobody is asked who he is and nothing is authorized: whoever reaches it rules the cluster, and whoever
listens on the way reads every Secret that goes by. A pod on the host's network reaches the port on the loopback too.`,
  details: `The flags are gone since 1.24, and since 1.20 no port but 0 is taken; a server that is given another one does not start,
and an older one opens it. --secure-port=0 turned TLS off altogether.`,
  references: ['https://kubernetes.io/docs/concepts/security/controlling-access/#transport-security'],
  requirements: { nsa: ['authentication'], mitre: ['T1190', 'T1557'], owasp: ['K06'] },
  aliases: {
    kubescape: ['C-0005', 'C-0128'],
    trivy: ['KCV-0017', 'AVD-KCV-0017', 'KCV0017'],
    checkov: ['CKV_K8S_86', 'CKV_K8S_88', 'CKV_K8S_89'],
  },

  examples: {
    fails: [
      {
        name: 'a port, an address that others reach, and no TLS',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.example.com/kube-apiserver:v1.16.0
      command: [kube-apiserver, --insecure-port=8080, --insecure-bind-address=0.0.0.0, --secure-port=0]
`,
        at: ['spec.containers[0].command[1]', 'spec.containers[0].command[2]', 'spec.containers[0].command[3]'],
      },
    ],
    passes: [
      {
        name: 'a port of zero, and the loopback',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      image: registry.example.com/kube-apiserver:v1.19.0
      command: [kube-apiserver, --insecure-port=0, --insecure-bind-address=127.0.0.1, --secure-port=6443]
`,
      },
    ],
  },
});

export default control;

const LOOPBACK = /^(?:127\.|::1$|localhost$)/;

function ofServer(server: ApiServer): readonly Outcome[] {
  const port = flagOf(server, 'insecure-port');
  const address = flagOf(server, 'insecure-bind-address');
  const secure = flagOf(server, 'secure-port');
  const outcomes: Outcome[] = [];
  if (port?.value !== undefined && port.value !== '0') {
    outcomes.push({
      at: port.at,
      message: `the API server takes requests without TLS and without a login at port ${port.value}`,
    });
  }
  if (address?.value !== undefined && !LOOPBACK.test(address.value) && port?.value !== '0') {
    outcomes.push({ at: address.at, message: `the port without TLS is reached at the address ${address.value}` });
  }
  if (secure?.value === '0') outcomes.push({ at: secure.at, message: 'the API server serves no TLS: --secure-port is 0' });
  return outcomes;
}
