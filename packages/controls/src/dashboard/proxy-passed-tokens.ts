import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { isOn, proxiesOf, type OAuth2Proxy, type SettingName } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-passed-tokens',
  subject: 'workload',
  title: 'An OAuth2 Proxy keeps the tokens of those who log in to itself',
  severity: 'low',
  remediation: 'Take the switch away, unless the dashboard acts with the token; X-Forwarded-User and -Email say who it is',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check(workload, { scope }) {
    const proxies = proxiesOf(workload, scope);
    return proxies.length === 0 ? NOTHING : proxies.flatMap(ofProxy);
  },

  why: `A dashboard that is passed the token of whoever looks at it can act as them wherever the token is taken: at the provider's API
with an access token, at a cluster with an ID token. It stands in the dashboard's logs, and whoever breaks into it collects them.`,
  details: `Counted are pass-access-token, pass-authorization-header and set-authorization-header. With set-xauthrequest, tokens go in the
answer to an ingress controller too, which passes them on or logs them: the message says so. The Kubernetes Dashboard and others
that act as who is logged in need the Authorization header: that is what exceptions are for.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1528'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'the access token, and the ID token in a header',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--pass-access-token=true, --pass-authorization-header]
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[0].args[1]'],
      },
      {
        name: 'in the answer to an ingress controller',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--set-xauthrequest=true]
      env:
        - {name: OAUTH2_PROXY_SET_AUTHORIZATION_HEADER, value: 'true'}
`,
        at: ['spec.containers[0].env[0].value'],
      },
    ],
    passes: [
      {
        name: 'names alone',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--set-xauthrequest=true, --pass-user-headers=true, --pass-access-token=false]
`,
      },
      {
        name: 'not said',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=oidc]
`,
      },
    ],
  },
});

export default control;

const SWITCHES: readonly (readonly [SettingName, string])[] = [
  ['pass_access_token', 'the access token of who is logged in is passed to the dashboard'],
  ['pass_authorization_header', 'the ID token of who is logged in is passed to the dashboard'],
  ['set_authorization_header', 'the ID token of who is logged in is in the headers of the answer'],
];

function ofProxy(proxy: OAuth2Proxy): readonly Outcome[] {
  const answered = isOn(proxy, 'set_xauthrequest') && isOn(proxy, 'pass_access_token');
  return SWITCHES.flatMap(([key, says]) => {
    const setting = proxy.settings.get(key);
    if (setting === undefined || !isOn(proxy, key)) return [];
    const more = answered && key === 'pass_access_token' ? ', and by set-xauthrequest is in the headers of the answer' : '';
    return [{ at: setting.at, message: `${says}${more}` }];
  });
}
