import { listAt, member, set, type KubeObject, type Hazard } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Failure } from '../control.ts';
import { isNoBoolean, listed, noBoolean, shown } from '../wording.ts';

const FIELD = 'allowPrivilegedContainer';
/** OpenShift brings it, and keeps it as it is. */
const ITS_OWN = 'privileged';

const HAZARDS: readonly Hazard[] = [
  {
    what: 'privileged pods of those who may use the constraints are refused when they are made anew',
    check: 'oc get pods -A -o yaml has no pod with the annotation openshift.io/scc of its name that runs a privileged container',
  },
];

const control: Control = defineControl({
  id: 'pod-security/privileged-scc',
  subject: [
    { group: 'security.openshift.io', kind: 'SecurityContextConstraints' },
    { group: '', kind: 'SecurityContextConstraints' },
  ],
  title: 'Security context constraints of OpenShift allow no privileged containers',
  severity: 'high',
  remediation: 'Set allowPrivilegedContainer: false and allow the capabilities and volumes that the program needs',
  judgesPartial: true,

  check(scc) {
    const value = member(scc.value, FIELD);
    const at = [FIELD];
    if (isNoBoolean(value)) return [{ at, unknown: noBoolean(FIELD) }];
    if (value !== true) return NOTHING;
    return [
      {
        at,
        message: `the constraints "${scc.name}" allow privileged containers${usersOf(scc)}`,
        severity: scc.name === ITS_OWN ? OPENSHIFTS_OWN : undefined,
        fix: { kind: 'suggestion', edits: [set(at, false)], hazards: HAZARDS },
      },
    ];
  },

  why: `Whoever may use the constraints may start a privileged container, and a privileged container is root on its node. On
OpenShift the constraints are the only thing that stands between a right to create pods and that.`,
  details: `Who may use them is said by their users and groups, and by roles that grant the verb use on them. The constraints
called privileged are OpenShift's own: information only, because they are there in every cluster.`,
  references: [
    'https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/managing-pod-security-policies',
  ],
  requirements: { cis: ['5.2.2'], nsa: ['pod-security-enforcement'], mitre: ['T1611'], owasp: ['K01', 'K04'] },
  aliases: { 'kube-linter': ['scc-deny-privileged-container'] },

  examples: {
    fails: [
      {
        name: 'for the accounts of a group',
        yaml: `
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: agents
allowPrivilegedContainer: true
groups: ["system:serviceaccounts:agents"]
`,
        at: ['allowPrivilegedContainer'],
      },
    ],
    passes: [
      {
        name: 'not allowed, and not said',
        yaml: `
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: agents
allowPrivilegedContainer: false
---
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: others
`,
      },
      {
        name: 'neither true nor false',
        yaml: `
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata:
  name: agents
allowPrivilegedContainer: "yes"
`,
        unknown: ['allowPrivilegedContainer is neither true nor false, and the API server refuses it'],
      },
    ],
  },
});

export default control;

const OPENSHIFTS_OWN: Failure['severity'] = { level: 'info', reason: "they are OpenShift's own, and in every cluster" };

function usersOf({ value }: KubeObject): string {
  const names = [...listAt(value, 'groups'), ...listAt(value, 'users')].slice(0, 3).map((name) => shown(name));
  return names.length === 0 ? '' : `, first of all for ${listed(names)}`;
}
