import { isArray, member, podFieldPath, stringAt, type Json } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { listed } from '../wording.ts';

const MOST_NAMES = 3;

const control: Control = defineControl({
  id: 'pod/host-aliases',
  subject: 'workload',
  title: 'Pods find hosts by the DNS of the cluster',
  severity: 'low',
  remediation: 'Remove hostAliases; name the host by a Service of type ExternalName, or in the DNS',
  judgesPartial: true,

  check(workload) {
    const aliases = member(workload.spec, 'hostAliases');
    if (!isArray(aliases) || aliases.length === 0) return NOTHING;
    const names = aliases.flatMap(namesOf);
    const shown = names.length > MOST_NAMES ? [...names.slice(0, MOST_NAMES), `${names.length - MOST_NAMES} more`] : names;
    const what = names.length === 0 ? 'hosts' : listed(shown);
    return [
      { at: podFieldPath(workload, 'hostAliases'), message: `the pod resolves ${what} by its own /etc/hosts, past the DNS` },
    ];
  },

  why: `Lines in /etc/hosts stand over every DNS, and nobody who looks after the network sees them. An address that once was right
belongs to another machine after the next move, and the pod sends its requests and passwords there. An intruder who may change
a manifest turns the pod to a host of his own with one line.`,
  details: `One finding for each pod with entries in spec.hostAliases. Names of the pod itself are rarely needed there either.`,
  references: ['https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/'],
  requirements: { mitre: ['T1557'] },
  aliases: { trivy: ['KSV-0007', 'AVD-KSV-0007', 'KSV007'], kubesec: ['HostAliases'] },

  examples: {
    fails: [
      {
        name: 'a host by its address',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases:
    - ip: 10.1.2.3
      hostnames: [db.example.com]
  containers:
    - name: web
      image: nginx:1.29
`,
        at: ['spec.hostAliases'],
      },
    ],
    passes: [
      {
        name: 'none, and an empty list',
        yaml: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostAliases: []
  containers:
    - name: web
      image: nginx:1.29
`,
      },
    ],
  },
});

export default control;

function namesOf(alias: Json): readonly string[] {
  const names = member(alias, 'hostnames');
  const address = stringAt(alias, 'ip') ?? 'an address';
  return isArray(names) ? names.filter((name) => typeof name === 'string').map((name) => `"${name}" to ${address}`) : [];
}
