import { defineControl, type Control, type Outcome } from '../control.ts';
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
  details: `Patterns count that match any path: ., .*, /, ^/, with and without a method in front. Address ranges count that hold the
whole of IPv4 or IPv6. Read are flags, variables and the file of --config where a ConfigMap among the manifests holds it.`,
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
      args: ['--skip-auth-route=GET=^/healthz$', '--skip-auth-route=GET=^/$', --trusted-ip=10.1.2.3]
`,
      },
    ],
  },
});

export default control;

const ANY_PATH = /^(?:(?:[A-Z]+|)!?=)?\^?\/?(?:\(?\.[*+]\)?|\.)?\$?$/;

function ofProxy({ settings }: OAuth2Proxy): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const key of ['skip_auth_route', 'skip_auth_regex']) {
    const setting = settings.get(key);
    const pattern = setting?.values.find(
      (value) => Boolean(value) && ANY_PATH.test(value ?? '') && !/\^\/?\$$/.test(value ?? ''),
    );
    if (setting !== undefined && pattern !== undefined) {
      outcomes.push({ at: setting.at, message: `no login is asked for at any path: "${pattern}" matches them all` });
    }
  }
  const trusted = settings.get('trusted_ip');
  const range = trusted?.values.find((value) => value !== undefined && /^(?:0\.0\.0\.0|::)\/0$/.test(value));
  if (trusted !== undefined && range !== undefined) {
    outcomes.push({ at: trusted.at, message: `no login is asked for from any address: ${range} is trusted` });
  }
  return outcomes;
}
