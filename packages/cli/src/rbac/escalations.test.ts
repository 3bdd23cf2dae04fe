import { join } from 'node:path';
import { expect, test } from 'vitest';
import { corporaFolder } from '../../../../tools/corpora.ts';
import { fakeShell } from '../fake-shell.ts';
import { runProgram } from '../program.ts';

const corpora = corporaFolder();

interface Shown {
  readonly escalations: readonly { readonly id: string; readonly identity: { readonly name: string } }[];
}

test.runIf(corpora !== undefined)("what KubeHound's test cluster grants, and what it only seems to", async () => {
  const shell = fakeShell({ cwd: '/' });
  await runProgram(['rbac', 'escalations', join(corpora ?? '', 'vulnerable/kubehound-test-cluster'), '-o', 'json'], shell);
  const { escalations } = JSON.parse(shell.out()) as Shown;
  const ids = (account: string): readonly string[] =>
    escalations.filter(({ identity }) => identity.name === `system:serviceaccount:default:${account}`).map(({ id }) => id);
  expect(ids('pod-create-sa')).toContain('create-workload');
  expect(ids('pod-exec-sa')).toContain('exec-in-pod');
  expect(ids('pod-patch-sa')).toContain('change-pod');
  for (const account of ['crb-cr-crb-cr', 'crb-cr-rb-cr', 'rb-cr-rb-cr', 'rb-cr-rb-r', 'rb-r-rb-r', 'rb-r-rb-crb'])
    expect(ids(`rolebind-sa-${account}`)).toContain('bind-role');
  expect(ids('rolebind-sa-rb-r-crb-cr-fail')).toEqual([]);
});
