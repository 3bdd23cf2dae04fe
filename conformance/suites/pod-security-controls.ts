import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../findings-of.ts';
import type { Case, Suite } from '../suite.ts';

/** Which control speaks to which of upstream's checks, by the beginning of the fixture's name. */
const CONTROLS: readonly (readonly [fixture: RegExp, control: string])[] = [
  [/^privileged/, 'pod/privileged'],
  [/^hostnamespaces/, 'pod/host-namespaces'],
  [/^runas(?:nonroot|user)/, 'pod/run-as-root'],
];

/** The pods that upstream's Pod Security tests admit and refuse, for the checks that a control speaks to. */
export const podSecurityControls: Suite = {
  id: 'pod-security-controls',
  title: 'Privileged pods, host namespaces and root, as Pod Security sees them',
  oracle: "the pods of k8s.io/pod-security-admission's own tests, which each level and version admits or refuses",
  exceptions: [],
  run: (corpora) => cases(join(corpora, 'conformance/pod-security-admission')),
};

function* cases(folder: string): Iterable<Case> {
  for (const line of readFileSync(join(folder, 'INDEX.tsv'), 'utf8').split('\n')) {
    const [, , verdict, name = '', path = ''] = line.split('\t');
    const control = CONTROLS.find(([fixture]) => fixture.test(name))?.[1];
    if (control === undefined) continue;
    const fires = findingsOf(join(folder, path), [control]).length > 0;
    const agrees = fires === (verdict === 'fail');
    yield { id: path, agrees, detail: `upstream says ${verdict}, ${control} ${fires ? 'fires' : 'is silent'}` };
  }
}
