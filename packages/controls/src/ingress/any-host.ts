import { listAt, objectAt, stringAt } from '@bulwark/model';
import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { INGRESSES } from './route-kinds.ts';

const control: Control = defineControl({
  id: 'ingress/any-host',
  subject: INGRESSES,
  title: 'Ingresses name the hosts that they answer for',
  severity: 'low',
  remediation: 'Name the host of each rule',

  check(ingress) {
    const spec = objectAt(ingress.value, 'spec');
    if (spec === undefined) return NOTHING;
    const found: Outcome[] = [];
    for (const [index, rule] of listAt(spec, 'rules').entries()) {
      const host = stringAt(rule, 'host') ?? '';
      if (host !== '' && host !== '*' && !/^\*\.[^.]+$/.test(host)) continue;
      const what = host === '' ? 'names no host' : `answers for ${host}`;
      const at = host === '' ? ['spec', 'rules', index] : ['spec', 'rules', index, 'host'];
      found.push({
        at,
        message: `a rule of the Ingress "${ingress.name}" ${what}: it answers for every host that nobody else does`,
      });
    }
    return found.length > 0
      ? found
      : ofDefault(ingress.name, objectAt(spec, 'defaultBackend') !== undefined, listAt(spec, 'rules').length);
  },

  why: `A rule without a host answers for every name that leads to the controller: names of other teams that are not there yet or no longer, and the
bare address that scanners try. What is meant for one site is then reached by all of them, and whoever moves a DNS name to the cluster
chooses what people see there.`,
  details: `A wildcard of a whole domain (*.example.com) passes; one of a whole top-level domain does not. An Ingress that is only a default backend counts as well.`,
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards'],
  requirements: { owasp: ['K05'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'a rule without a host, and a default backend alone',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.com
    - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: all
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
`,
        at: ['Ingress/web spec.rules[1]', 'Ingress/all spec.defaultBackend'],
      },
    ],
    passes: [
      {
        name: 'a host, and all of a domain',
        yaml: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: web.example.com
    - host: "*.shop.example.com"
`,
      },
    ],
  },
});

export default control;

function ofDefault(name: string, isThere: boolean, rules: number): readonly Outcome[] {
  if (!isThere || rules > 0) return NOTHING;
  return [{ at: ['spec', 'defaultBackend'], message: `the Ingress "${name}" answers for every host that nobody else does` }];
}
