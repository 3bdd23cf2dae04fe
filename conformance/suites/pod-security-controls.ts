import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../findings-of.ts';
import type { Case, Suite } from '../suite.ts';

/**
 * Which controls speak to which of upstream's checks, by the fixture's path: of /proc since the exemption of user
 * namespaces, of seccomp since it is a field.
 */
const CONTROLS: readonly (readonly [fixture: RegExp, ...controls: string[]])[] = [
  [/\/allowprivilegeescalation/, 'pod/privilege-escalation'],
  [/\/apparmorprofile/, 'pod/apparmor-unconfined'],
  [/v1\.3[5-9]\/\w+\/procmount\d/, 'pod/proc-mount'],
  [/v1\.(?:19|[23]\d)\/\w+\/seccompprofile_baseline/, 'pod/seccomp-unconfined'],
  [/\/seccompprofile_restricted/, 'pod/seccomp-missing', 'pod/seccomp-unconfined'],
  [/\/selinuxoptions/, 'pod/selinux-options'],
  [/\/sysctls/, 'pod/unsafe-sysctls'],
  [/\/windowshostprocess/, 'pod/windows-host-process'],
  [/\/privileged/, 'pod/privileged'],
  [/\/hostnamespaces/, 'pod/host-namespaces'],
  [/\/runas(?:nonroot|user)/, 'pod/run-as-root'],
];

/** The pods that upstream's Pod Security tests admit and refuse, for the checks that a control speaks to. */
export const podSecurityControls: Suite = {
  id: 'pod-security-controls',
  title: 'What single controls say of privilege, namespaces, root and the confinement of Linux, as Pod Security sees them',
  oracle: "the pods of k8s.io/pod-security-admission's own tests, which each level and version admits or refuses",
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'conformance/pod-security-admission')),
};

function* cases(folder: string): Iterable<Case> {
  for (const line of readFileSync(join(folder, 'INDEX.tsv'), 'utf8').split('\n')) {
    const [, , verdict, , path = ''] = line.split('\t');
    const [, ...asked] = CONTROLS.find(([fixture]) => fixture.test(path)) ?? [];
    if (asked.length === 0) continue;
    const fires = findingsOf(join(folder, path), asked).length > 0;
    const agrees = fires === (verdict === 'fail');
    yield { id: path, agrees, detail: `upstream says ${verdict}, ${asked.join(' and ')} ${fires ? 'fires' : 'is silent'}` };
  }
}
