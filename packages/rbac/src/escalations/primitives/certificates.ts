import { send } from '../act.ts';
import { need } from '../need.ts';
import type { Primitive } from '../primitive.ts';
import { bodyFor, CLIENT_SIGNER } from '../simple-bodies.ts';

const GROUP = 'certificates.k8s.io';
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
        need(['patch', 'update'], `certificatesigningrequests.${GROUP}/approval`, 'target'),
        need('approve', `signers.${GROUP}`, [CLIENT_SIGNER, 'kubernetes.io/*']),
        need('get', `certificatesigningrequests.${GROUP}`, 'target'),
      ],
      gives: ({ namespace }) => (namespace === '' ? [{ position: { kind: 'users', by: 'certificate', names: undefined } }] : []),
      acts: ([create, approve, signer, read], aim) =>
        create === undefined || approve === undefined || signer === undefined || read === undefined
          ? []
          : [
              send(create, { says: `asks for a certificate of user ${aim.account}`, body: bodyFor(create, aim) }),
              send(approve, { says: 'approves the request', body: bodyFor(approve, aim), also: [signer] }),
              send(read, { says: 'reads the certificate' }),
            ],
    },
  ],
};

export const signCertificate: Primitive = {
  id: 'sign-certificate',
  title: 'signs certificates in the name of a signer',
  techniques: ['T1649'],
  severity: HIGH,
  ways: [
    {
      needs: [
        need(['patch', 'update'], `certificatesigningrequests.${GROUP}/status`, 'target'),
        need('sign', `signers.${GROUP}`, [CLIENT_SIGNER, 'kubernetes.io/*']),
      ],
      gives: ({ namespace }) => [{ position: { kind: 'other', text: 'signs certificates', namespace } }],
      acts: ([write, signer], aim) =>
        write === undefined || signer === undefined
          ? []
          : [send(write, { says: 'puts a certificate into a request', body: bodyFor(write, aim), also: [signer] })],
    },
  ],
};
