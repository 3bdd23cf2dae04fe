import { listAt, set, stringAt, type Hazard } from '@bulwark/model';
import { defineControl, type Control } from '../control.ts';
import { GATEWAY_GROUP } from './route-kinds.ts';

const FROM = ['allowedRoutes', 'namespaces', 'from'];

const HAZARDS: readonly Hazard[] = [
  {
    what: 'routes of other namespaces are no longer attached to the listener',
    check: 'kubectl get httproutes,grpcroutes,tlsroutes -A -o wide lists none outside the namespace of the Gateway that names it',
  },
];

const control: Control = defineControl({
  id: 'ingress/gateway-any-namespace',
  subject: [{ group: GATEWAY_GROUP, kind: 'Gateway' }],
  title: 'A listener takes routes of any namespace only for a host of its own',
  severity: 'low',
  remediation: 'Name the namespaces by from: Selector, or the host that the listener is for',
  judgesPartial: true,

  check(gateway) {
    return listAt(gateway.value, 'spec', 'listeners').flatMap((listener, index) => {
      const host = stringAt(listener, 'hostname') ?? '';
      if (stringAt(listener, ...FROM) !== 'All' || (host !== '' && !host.startsWith('*'))) return [];
      const at = ['spec', 'listeners', index, ...FROM];
      return [
        {
          at,
          message: `the listener "${stringAt(listener, 'name') ?? ''}" of the Gateway "${gateway.name}" takes routes of every namespace for ${host === '' ? 'every host' : host}`,
          fix: { kind: 'suggestion' as const, edits: [set(at, 'Same')], hazards: HAZARDS },
        },
      ];
    });
  },

  why: `Whoever may write a route in any namespace attaches it to the listener and answers for a host that is somebody else's:
the older route wins only where both name the same path, and a longer path or a header takes part of a site away. Logins and
cookies of that host then come to him.`,
  details: `Listeners with a host of their own pass: all that attach share it on purpose. from: Same, which is the default, and
from: Selector pass. On a cluster of one team this is a choice, not a hole.`,
  references: ['https://gateway-api.sigs.k8s.io/guides/multiple-ns/', 'https://gateway-api.sigs.k8s.io/concepts/security-model/'],
  requirements: { mitre: ['T1557'], owasp: ['K05'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'every host, and all of a domain',
        yaml: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: any, protocol: HTTPS, port: 443, allowedRoutes: {namespaces: {from: All}}}
    - {name: domain, protocol: HTTPS, port: 443, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}}}
`,
        at: ['spec.listeners[0].allowedRoutes.namespaces.from', 'spec.listeners[1].allowedRoutes.namespaces.from'],
      },
    ],
    passes: [
      {
        name: 'a host, a selector, and the default',
        yaml: `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public}
spec:
  gatewayClassName: envoy
  listeners:
    - {name: shop, protocol: HTTPS, port: 443, hostname: shop.example.com, allowedRoutes: {namespaces: {from: All}}}
    - {name: teams, protocol: HTTPS, port: 443, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {edge: "true"}}}}}
    - {name: own, protocol: HTTPS, port: 443}
`,
      },
    ],
  },
});

export default control;
