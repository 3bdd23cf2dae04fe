import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { simple } from '../simple.ts';

const GROUP = 'certificates.k8s.io';
const CLIENT = 'kubernetes.io/kube-apiserver-client';
const HIGH = { cluster: 'high', namespace: 'high' } as const;

/**
 * Who writes a request, approves it and reads it has a certificate of any name, which nobody can take back. The group
 * system:masters is refused (plugin CertificateSubjectRestriction), other names of Kubernetes' own are not. The signer may be
 * named by its domain with a star.
 */
export const clientCertificate: Primitive = {
  id: 'client-certificate',
  title: 'has a client certificate made for any user',
  techniques: ['T1649'],
  severity: { cluster: 'critical', namespace: 'critical' },
  ways: [
    {
      needs: [
        need('create', `certificatesigningrequests.${GROUP}`),
        need(['update', 'patch'], `certificatesigningrequests.${GROUP}/approval`, 'target'),
        need('approve', `signers.${GROUP}`, [CLIENT, 'kubernetes.io/*']),
        need('get', `certificatesigningrequests.${GROUP}`, 'target'),
      ],
      gives: ({ namespace }) => (namespace === '' ? [{ position: { kind: 'users', by: 'certificate', names: undefined } }] : []),
      acts: ([create, approve, signer, read], { account }) =>
        create === undefined || approve === undefined || signer === undefined || read === undefined
          ? []
          : [
              send(create, { says: `asks for a certificate of user ${account}` }),
              send(approve, { says: 'approves the request', also: [signer] }),
              send(read, { says: 'reads the certificate' }),
            ],
    },
  ],
};

export const signCertificate: Primitive = simple({
  id: 'sign-certificate',
  title: 'signs certificates in the name of a signer',
  techniques: ['T1649'],
  severity: HIGH,
  ways: [
    [
      need(['update', 'patch'], `certificatesigningrequests.${GROUP}/status`, 'target'),
      need('sign', `signers.${GROUP}`, [CLIENT, 'kubernetes.io/*']),
    ],
  ],
});
