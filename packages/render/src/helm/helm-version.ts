import type { RenderFailure } from '../rendered.ts';
import { helm, type HelmCall } from './run-helm.ts';

export const INSTALL_HELM = 'https://helm.sh/docs/intro/install/';

/** The version of the Helm on the user's path, as `4.3.1`, or why it cannot be used: only Helm 3 and 4 can. */
export function helmVersion(call: Pick<HelmCall, 'options' | 'home'>, path: string): string | RenderFailure {
  const { status, stdout, stderr } = helm(call, ['version', '--short']);
  if (status === undefined) {
    return {
      path,
      reason: 'a Helm chart, but there is no `helm` on this machine to render it with',
      hint: `install Helm: ${INSTALL_HELM}`,
    };
  }
  const said = Buffer.from(stdout).toString('utf8');
  // Helm 2 asks its server too, and may fail at that: what it says of itself comes first.
  const version = /\bv?(\d+\.\d+(?:\.\d+)?[^\s+"]*)/.exec(said)?.[1];
  if (version === undefined) {
    const why = status === 0 ? said : stderr;
    return { path, reason: `\`helm version\` has not told its version: ${oneLine(why)}`, hint: `install Helm: ${INSTALL_HELM}` };
  }
  const major = Number.parseInt(version, 10);
  if (major < 3)
    return { path, reason: `Helm ${version} is too old: Helm 3 or 4 is needed`, hint: `install Helm: ${INSTALL_HELM}` };
  return version;
}

const LONGEST = 600;

/** What a program has said, in one line that ends in no full stop, and that somebody would read. */
export function oneLine(said: string): string {
  const line = said.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  if (line === '') return 'it has said nothing';
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
