import { stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control } from '../control.ts';
import { isPrivateAddress } from './private-address.ts';

const FIELD = ['spec', 'externalName'];
/** Names by which clouds answer for their metadata. */
const METADATA = /^(?:169\.254\.169\.254|metadata\.google\.internal|metadata\.goog|instance-data(?:\.ec2\.internal)?)\.?$/i;
const LOCALHOST = /^(?:localhost(?:\.localdomain)?|127\.\d+\.\d+\.\d+)\.?$/i;
const API_SERVER = /^kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?\.?$/i;

const control: Control = defineControl({
  id: 'service/external-name',
  subject: [{ group: '', kind: 'Service' }],
  title: 'Services of type ExternalName lead to no inner address',
  severity: 'medium',
  remediation: 'Name the host that is meant, or remove the Service: what is inside has a Service of its own',
  judgesPartial: true,

  check(service) {
    const name = stringAt(service.value, ...FIELD);
    if (name === undefined || name === '' || stringAt(service.value, 'spec', 'type') !== 'ExternalName') return NOTHING;
    const inner = innerOf(name);
    if (inner === undefined) return NOTHING;
    return [{ at: FIELD, message: `the Service "${service.name}" is another name for ${name}, which is ${inner}` }];
  },

  why: `A Service of type ExternalName is an alias that anybody who may create a Service can set. An ingress controller or a gateway that
follows it from within the cluster then speaks to what no outsider should reach: its own admin port on localhost, the metadata of
the cloud with the node's credentials, the API server.`,
  details: `What counts are localhost, the names and the address by which clouds answer for their metadata, the API server's name, and private addresses.
The Service of another namespace (db.shop.svc.cluster.local) is usual and passes.`,
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
    'https://kubernetes.io/docs/concepts/security/multi-tenancy/',
  ],
  requirements: { mitre: ['T1552.005'], owasp: ['K05'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the metadata of a cloud, localhost, the API server, a private address',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: metadata
spec: {type: ExternalName, externalName: metadata.google.internal}
---
apiVersion: v1
kind: Service
metadata:
  name: self
spec: {type: ExternalName, externalName: localhost}
---
apiVersion: v1
kind: Service
metadata:
  name: api
spec: {type: ExternalName, externalName: kubernetes.default.svc.cluster.local}
---
apiVersion: v1
kind: Service
metadata:
  name: inner
spec: {type: ExternalName, externalName: 10.0.0.7}
`,
        at: [
          'Service/metadata spec.externalName',
          'Service/self spec.externalName',
          'Service/api spec.externalName',
          'Service/inner spec.externalName',
        ],
      },
    ],
    passes: [
      {
        name: 'a host outside, and a Service of another namespace',
        yaml: `
apiVersion: v1
kind: Service
metadata:
  name: database
spec: {type: ExternalName, externalName: shop.abc.eu-central-1.rds.amazonaws.com}
---
apiVersion: v1
kind: Service
metadata:
  name: users
spec: {type: ExternalName, externalName: users.accounts.svc.cluster.local}
`,
      },
    ],
  },
});

export default control;

function innerOf(name: string): string | undefined {
  if (METADATA.test(name)) return "the cloud's metadata";
  if (LOCALHOST.test(name)) return 'whoever asks itself';
  if (API_SERVER.test(name)) return 'the API server';
  return /^[\d.:a-f]+$/i.test(name) && isPrivateAddress(name) ? 'a private address' : undefined;
}
