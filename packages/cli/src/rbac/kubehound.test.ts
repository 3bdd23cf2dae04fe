import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { corporaFolder } from '../../../../tools/corpora.ts';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const corpora = corporaFolder();
const folder = join(corpora ?? '', 'vulnerable/kubehound-test-cluster');

/** What the grants of a file give, as `who: escalation namespace`; those of `default` are service accounts there. */
const EDGES: Readonly<Record<string, readonly string[]>> = {
  'POD_CREATE.yaml': ['pod-create-sa: create-workload default'],
  'POD_EXEC.yaml': ['pod-exec-sa: exec-in-pod default', 'pod-exec-sa: read-logs default'],
  'POD_PATCH.yaml': ['pod-patch-sa: change-pod default'],
  'TOKEN_BRUTEFORCE.yaml': ['tokenget-sa: read-secrets default'],
  'TOKEN_LIST.yaml': ['tokenlist-sa: read-secrets default'],
  // To follow the link is the container's work; to read the log, which follows it, is RBAC's.
  'CE_VAR_LOG_SYMLINK.yaml': ['varlog-sa: read-logs default'],
  // Those that are called `fail` fail: a ClusterRoleBinding cannot be made in a namespace, and has no Role.
  'ROLE_BIND_CRB_CR.yaml': [
    'rolebind-sa-crb-cr-crb-cr: bind-role everywhere',
    'rolebind-sa-crb-cr-rb-cr: bind-role everywhere',
    'rolebind-sa-crb-cr-rb-r: bind-role everywhere',
  ],
  'ROLE_BIND_RB_CR-SA.yaml': ['rolebind-sa-rb-cr-rb-cr: bind-role default', 'rolebind-sa-rb-cr-rb-r: bind-role default'],
  'ROLE_BIND_RB_R-SA.yaml': ['rolebind-sa-rb-r-rb-crb: bind-role default', 'rolebind-sa-rb-r-rb-r: bind-role default'],
  'ROLE_BIND_RB_R-UG.yaml': [
    'group group-rb-r-rb-crb: bind-role default',
    'group group-rb-r-rb-r: bind-role default',
    'user user-rb-r-rb-crb: bind-role default',
    'user user-rb-r-rb-r: bind-role default',
  ],
};

const ESCAPE = 'a container leaves its sandbox by what its pod may be: Pod Security, not a permission';

/** Why a file is no edge of RBAC. */
const NONE: Readonly<Record<string, string>> = {
  'CE_MODULE_LOAD.yaml': ESCAPE,
  'CE_NET_MITM.yaml': ESCAPE,
  'CE_NSENTER.yaml': ESCAPE,
  'CE_PRIV_MOUNT.yaml': ESCAPE,
  'CE_SYS_PTRACE.yaml': ESCAPE,
  'CE_UMH_CORE_PATTERN.yaml': ESCAPE,
  'EXPLOIT_HOST_READ_TRAVERSE.yaml': 'a folder of the node is mounted',
  'EXPLOIT_HOST_WRITE.yaml': 'a folder of the node is mounted',
  'SHARE_PS_NAMESPACE.yaml': 'containers of one pod see the processes of each other',
  'ENDPOINT_EXPLOIT.yaml': 'a port is open',
  'CONTROL_POD.yaml': 'a pod that is nothing',
  'IDENTITY_ASSUME.yaml': 'who is on a node is the node, by its files; that nodes list pods leads nowhere',
  'IDENTITY_IMPERSONATE.yaml': 'users and groups are in no namespace, and so a Role lets nobody be them',
  'ROLE_BIND_ALL.yaml': 'Roles that the others bind; they are bound to nobody',
  'cluster.yaml': 'settings of kind, not of Kubernetes',
  'CertificateSigningRequest.tpl.yaml': 'a template of a request that was made already',
  'kubeconfig-template.yaml': 'settings of kubectl',
};

interface Shown {
  readonly escalations: readonly {
    readonly id: string;
    readonly namespace: string;
    readonly identity: { readonly kind: string; readonly name: string };
    readonly steps: readonly { readonly grants: readonly { readonly binding: { readonly file?: string } }[] }[];
  }[];
}

describe.runIf(corpora !== undefined)("KubeHound's test cluster", () => {
  test('every file is an edge, or it is said why it is none', () => {
    const files = globSync('**/*.yaml', { cwd: folder }).map((file) => basename(file));
    expect(files.toSorted()).toEqual([...Object.keys(EDGES), ...Object.keys(NONE)].toSorted());
  });

  test('every edge comes of the grants of its file, and nothing else comes of any', async () => {
    const shell = fakeShell({ cwd: '/' });
    await runProgram(['rbac', 'escalations', folder, '-o', 'json'], shell);
    const { escalations } = JSON.parse(shell.out()) as Shown;
    const found: Record<string, string[]> = {};
    for (const { id, namespace, identity, steps } of escalations) {
      const files = steps.flatMap(({ grants }) => grants.map(({ binding: { file } }) => basename(file ?? '')));
      const who = identity.name.startsWith('system:serviceaccount:default:')
        ? identity.name.slice('system:serviceaccount:default:'.length)
        : `${identity.kind} ${identity.name}`;
      for (const file of new Set(files)) (found[file] ??= []).push(`${who}: ${id} ${namespace || 'everywhere'}`);
    }
    expect(Object.fromEntries(Object.entries(found).map(([file, edges]) => [file, [...new Set(edges)].toSorted()]))).toEqual(
      EDGES,
    );
  });
});
