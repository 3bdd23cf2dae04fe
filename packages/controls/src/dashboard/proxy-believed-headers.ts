import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { wideRange } from './address-range.ts';
import { isOn, proxiesOf, type OAuth2Proxy } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-believed-headers',
  subject: 'workload',
  title: 'An OAuth2 Proxy believes X-Forwarded- headers of known addresses alone',
  severity: 'low',
  remediation:
    'Name the addresses of the ingress controller by --trusted-proxy-ip (v7.15.2 and later), or take away --reverse-proxy',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check(workload, { scope }) {
    const proxies = proxiesOf(workload, scope);
    return proxies.length === 0 ? NOTHING : proxies.flatMap(ofProxy);
  },

  why: `With reverse-proxy, headers say from where somebody comes, which host and which path he asks for. Whoever reaches the proxy
past the ingress controller writes them himself: the log then names somebody else, and the rules that let in paths or addresses
without a login go by what he wrote.`,
  details: `Without trusted-proxy-ip, headers of any address are believed, as with a range of all. Low alone. High where trusted-ip
lets in addresses without a login, and medium where skip-auth-route or skip-auth-regex lets in paths: then a header is enough.
Unknown where settings are not shown that may name the addresses, and only where it would be more than low.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1190'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'headers of any address',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--reverse-proxy=true]
    - name: other
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--reverse-proxy, --trusted-proxy-ip=0.0.0.0/0]
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[1].args[0]'],
      },
      {
        name: 'and addresses that need no login',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--trusted-ip=203.0.113.7]
      env:
        - {name: OAUTH2_PROXY_REVERSE_PROXY, value: 'true'}
`,
        at: ['spec.containers[0].env[0].value'],
      },
    ],
    passes: [
      {
        name: 'the addresses of the controllers',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--reverse-proxy=true, --trusted-proxy-ip=10.42.0.0/16]
`,
      },
      {
        name: 'no header is believed, and what is not shown may name them',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--trusted-ip=203.0.113.7]
    - name: other
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--reverse-proxy=true, --trusted-ip=203.0.113.7, --config=/etc/proxy.cfg]
`,
        unknown: ['the file /etc/proxy.cfg is not in a ConfigMap among the manifests'],
      },
    ],
  },
});

export default control;

function ofProxy(proxy: OAuth2Proxy): readonly Outcome[] {
  const { settings, hidden } = proxy;
  const setting = settings.get('reverse_proxy');
  const trusted = settings.get('trusted_proxy_ip')?.values;
  if (setting === undefined || !isOn(proxy, 'reverse_proxy')) return NOTHING;
  if (trusted !== undefined && wideRange(trusted) === undefined) return NOTHING;
  const severity = severityOf(proxy);
  if (hidden !== undefined) return severity === undefined ? NOTHING : [{ at: setting.at, unknown: hidden }];
  return [{ at: setting.at, message: 'X-Forwarded- headers are believed of whoever sends them', severity }];
}

function severityOf({ settings }: OAuth2Proxy): { readonly level: 'high' | 'medium'; readonly reason: string } | undefined {
  if (settings.has('trusted_ip'))
    return { level: 'high', reason: 'a header that names a trusted address is let in without a login' };
  if (!settings.has('skip_auth_route') && !settings.has('skip_auth_regex')) return undefined;
  return { level: 'medium', reason: 'some paths need no login, and a header may say which path it is' };
}
