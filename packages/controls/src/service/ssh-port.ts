import { isArray, member, stringAt, type Json, type KubeObject } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure, type Outcome } from '../control.ts';
import { shown } from '../wording.ts';

const control: Control = defineControl({
  id: 'service/ssh-port',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Services lead to no SSH server',
  severity: 'medium',
  remediation: 'Remove the port, and use kubectl exec or kubectl port-forward, which ask the API server who you are',
  judgesPartial: true,

  check(service) {
    const ports = member(member(service.value, 'spec'), 'ports');
    if (!isArray(ports) || stringAt(service.value, 'spec', 'type') === 'ExternalName') return NOTHING;
    let found: Outcome[] | undefined;
    for (let index = 0; index < ports.length; index++) {
      const field = sshField(ports[index]);
      if (field === undefined) continue;
      const message = `the Service "${service.name}" leads to an SSH server: its ${field} is ${shown(member(ports[index], field))}`;
      (found ??= []).push({ at: ['spec', 'ports', index, field], message, severity: severityOf(service) });
    }
    return found ?? NOTHING;
  },

  why: `A Service gives an SSH server an address and a name, and a load balancer or a node port takes it out of the cluster, where
somebody tries passwords on every port 22 within minutes. Who comes in is known neither to the API server nor to its audit log.`,
  details: `A port over TCP that is 22, leads to 22, or is named ssh, sshd or sftp. 2222 without such a name does not fire. A Service that
is reachable from outside (LoadBalancer, NodePort, externalIPs) is high. Servers whose purpose is SSH (a git server, a transfer
host) are the usual exception. The container is pod/ssh-server.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/',
    'https://kubernetes.io/docs/tasks/debug/debug-application/get-shell-running-container/',
  ],
  requirements: { mitre: ['T1021.004', 'T1133'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'inside the cluster, and out of it',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: tools
spec:
  selector: {app: tools}
  ports:
    - {name: web, port: 80}
    - {name: shell, port: 2222, targetPort: 22}
---
apiVersion: v1
kind: Service
metadata:
  name: jump
spec:
  type: LoadBalancer
  selector: {app: jump}
  ports:
    - {port: 22}
    - {name: git-ssh, port: 2222}
`,
        at: ['Service/tools spec.ports[1].targetPort', 'Service/jump spec.ports[0].port', 'Service/jump spec.ports[1].name'],
      },
    ],
    passes: [
      {
        name: 'other ports, another protocol, and a name for a host outside',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - {name: web, port: 80}
    - {name: events, port: 2222}
    - {name: metrics, port: 22, protocol: UDP}
---
apiVersion: v1
kind: Service
metadata:
  name: outside
spec:
  type: ExternalName
  externalName: ssh.example.com
  ports:
    - {port: 22}
`,
      },
    ],
  },
});

export default control;

const NAMES = /(?:^|-)(?:sshd?|sftp)(?:-|$)/;

/** The field that says it. */
function sshField(port: Json | undefined): 'port' | 'targetPort' | 'name' | undefined {
  if ((member(port, 'protocol') ?? 'TCP') !== 'TCP') return undefined;
  if (member(port, 'port') === 22) return 'port';
  const target = member(port, 'targetPort');
  if (target === 22 || (typeof target === 'string' && NAMES.test(target))) return 'targetPort';
  return NAMES.test(stringAt(port, 'name') ?? '') ? 'name' : undefined;
}

function severityOf({ value }: KubeObject): Failure['severity'] {
  const type = stringAt(value, 'spec', 'type');
  const addresses = member(member(value, 'spec'), 'externalIPs');
  const isOutside = type === 'LoadBalancer' || type === 'NodePort' || (isArray(addresses) && addresses.length > 0);
  return isOutside ? { level: 'high', reason: 'the Service can be reached from outside the cluster' } : undefined;
}
