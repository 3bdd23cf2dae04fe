import { defineControl, type Control, type Outcome } from '../control.ts';
import { wideRange } from './address-range.ts';
import { proxiesOf, type OAuth2Proxy } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-skipped-login',
  subject: 'workload',
  title: 'An OAuth2 Proxy asks for a login at every path and from every address',
  severity: 'high',
  remediation: 'Take away --skip-auth-route and --trusted-ip, or name single paths from ^ to $ and single addresses',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check: (workload, { scope }) => proxiesOf(workload, scope).flatMap(ofProxy),

  why: `What skip-auth-route matches goes to the dashboard without a login, and so does what comes from a trusted address. A pattern that
matches everything, or an address range of the whole Internet, is no login at all, behind a proxy that seems to be one.`,
  details: `Patterns count that match any path: ., .*, /, ^/, with and without a method in front. Address ranges count whose
prefix is shorter than /8, or /16 of IPv6: no network of anybody's own is as wide. Read are flags, variables and the file of --config where a ConfigMap among the manifests holds it.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1133', 'T1190'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'every path, and every address',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: ['--skip-auth-route=GET=^/.*', --trusted-ip=0.0.0.0/0]
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[0].args[1]'],
      },
      {
        name: 'half of all addresses, and an eighth of those of IPv6',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--trusted-ip=10.0.0.0/8, --trusted-ip=128.0.0.0/1]
    - name: other
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      env: [{name: OAUTH2_PROXY_TRUSTED_IPS, value: '10.0.0.0/8,2000::/3'}]
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[1].env[0].value'],
      },
    ],
    passes: [
      {
        name: 'one path, and one address',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: ['--skip-auth-route=GET=^/healthz$', '--skip-auth-route=GET=^/$', --trusted-ip=10.1.2.3, --trusted-ip=10.0.0.0/8]
`,
      },
    ],
  },
});

export default control;

const ANY_PATH = /^(?:(?:[A-Z]+|)!?=)?\^?\/?(?:\(?\.[*+]\)?|\.)?\$?$/;

function ofProxy({ settings }: OAuth2Proxy): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const key of ['skip_auth_route', 'skip_auth_regex'] as const) {
    const setting = settings.get(key);
    const pattern = setting?.values.find(
      (value) => Boolean(value) && ANY_PATH.test(value ?? '') && !/\^\/?\$$/.test(value ?? ''),
    );
    if (setting !== undefined && pattern !== undefined) {
      outcomes.push({ at: setting.at, message: `no login is asked for at any path: "${pattern}" matches them all` });
    }
  }
  const trusted = settings.get('trusted_ip');
  const range = wideRange(trusted?.values ?? []);
  if (trusted !== undefined && range !== undefined) {
    const from = range.trim().endsWith('/0') ? 'any address' : 'very many addresses';
    outcomes.push({ at: trusted.at, message: `no login is asked for from ${from}: ${range} is trusted` });
  }
  return outcomes;
}
