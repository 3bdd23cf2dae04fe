import { send } from '../act.ts';
import { apiVersionOf } from '../bodies.ts';
import { need } from '../need.ts';
import type { Act, Found, Gain, Permission, Primitive } from '../primitive.ts';
import { PROOF_NAME } from '../rbac-objects.ts';
import { MADE_UP } from '../simple-bodies.ts';

const BUNDLES = 'clustertrustbundles.certificates.k8s.io';
/** Served by itself from this minor on. */
const SINCE = 37;
/** Its bundle says whom to take for the API server. */
const SERVING = 'kubernetes.io/kube-apiserver-serving';

/**
 * Pods trust what is in a bundle that they mount. One of a signer is written by who may `attest` for the signer, or for its
 * whole domain, too (kubernetes/plugin/pkg/admission/certificates/ctbattest); one of no signer by whoever may write it.
 */
export const trustBundle: Primitive = {
  id: 'trust-bundle',
  title: 'puts certificates of its own among those that pods trust',
  techniques: ['T1649', 'T1557'],
  severity: { cluster: 'medium', namespace: 'medium' },
  ways: [
    {
      since: SINCE,
      needs: [need('create', BUNDLES), need('attest', 'signers.certificates.k8s.io', 'target')],
      gives: (found) => gainsFor(found, found.targets?.[0] ?? SERVING),
      acts: ([write, signer], { target }) => writing(write, signer, target, `${prefixOf(target)}${PROOF_NAME}`),
    },
    {
      since: SINCE,
      needs: [need(['patch', 'update'], BUNDLES, 'other'), need('attest', 'signers.certificates.k8s.io', 'target')],
      gives: ofTheirSigner,
      acts: ([write, signer], { target, other }) => writing(write, signer, target, other),
    },
    {
      since: SINCE,
      needs: [need(['patch', 'update'], BUNDLES, 'target')],
      gives: (found) => {
        const name = found.targets === undefined ? 'any' : found.targets.find((each) => !each.includes(':'));
        return name === undefined ? [] : gainsFor(found, name);
      },
      acts: ([write], { target }) => writing(write, undefined, '', target),
    },
  ],
};

function gainsFor({ namespace }: Found, target: string): readonly Gain[] {
  return namespace === '' ? [{ position: { kind: 'other', text: 'decides what pods trust', namespace }, target }] : [];
}

/** Of the bundles that it may write, one whose signer is among those that it may attest for. */
function ofTheirSigner(found: Found): readonly Gain[] {
  for (const target of found.targets ?? [SERVING]) {
    const prefix = prefixOf(target);
    const other = found.others === undefined ? `${prefix}any` : found.others.find((name) => name.startsWith(prefix));
    if (other !== undefined) return gainsFor(found, target).map((gain) => ({ ...gain, other }));
  }
  return [];
}

/** The signer that is meant by a name which may stand for its domain, `example.com/*`. */
function signerOf(target: string): string {
  return target.endsWith('/*') ? `${target.slice(0, -1)}any` : target;
}

/** How the names of a signer's bundles begin. */
function prefixOf(target: string): string {
  return `${signerOf(target).replaceAll('/', ':')}:`;
}

function writing(write: Permission | undefined, signer: Permission | undefined, target: string, name: string): readonly Act[] {
  if (write?.kind.kind !== 'resource') return [];
  const spec = { trustBundle: MADE_UP };
  const body =
    write.request.verb === 'patch'
      ? { spec }
      : {
          apiVersion: apiVersionOf(write.kind),
          kind: 'ClusterTrustBundle',
          metadata: { name },
          spec: { ...(target !== '' && { signerName: signerOf(target) }), ...spec },
        };
  const says = `puts its own certificates into trust bundle ${name}`;
  return [send(write, { says, body, also: signer === undefined ? [] : [signer] })];
}
