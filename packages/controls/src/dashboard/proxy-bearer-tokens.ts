import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { isOn, proxiesOf, type OAuth2Proxy } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-bearer-tokens',
  subject: 'workload',
  title: 'An OAuth2 Proxy takes no token in place of a login',
  severity: 'low',
  remediation: 'Take away --skip-jwt-bearer-tokens and --extra-jwt-issuers, and give programs a way in of their own',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check(workload, { scope }) {
    const proxies = proxiesOf(workload, scope);
    return proxies.length === 0 ? NOTHING : proxies.flatMap(ofProxy);
  },

  why: `With skip-jwt-bearer-tokens, a token in the Authorization header is as good as a login: without a second factor at that time,
without a session that can be ended, and for as long as it is valid. Tokens lie in logs, in CI systems and in other programs;
those of further issuers were made for something else.`,
  details: `Low: the token must be for the proxy's own client, and groups and domains are asked all the same. Medium with
extra-jwt-issuers, whose tokens are those of others. Some put the proxy before an API that programs call: it is then meant.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1550.001'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'tokens of the own client',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=oidc, --skip-jwt-bearer-tokens]
`,
        at: ['spec.containers[0].args[1]'],
      },
      {
        name: 'tokens of another issuer',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      env:
        - {name: OAUTH2_PROXY_SKIP_JWT_BEARER_TOKENS, value: 'true'}
        - {name: OAUTH2_PROXY_EXTRA_JWT_ISSUERS, value: 'https://token.actions.githubusercontent.com=shop'}
`,
        at: ['spec.containers[0].env[1].value'],
      },
    ],
    passes: [
      {
        name: 'off, and issuers that nothing asks for',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--skip-jwt-bearer-tokens=false, '--extra-jwt-issuers=https://dex.example.com=shop']
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

function ofProxy(proxy: OAuth2Proxy): readonly Outcome[] {
  const setting = proxy.settings.get('skip_jwt_bearer_token');
  if (setting === undefined || !isOn(proxy, 'skip_jwt_bearer_token')) return NOTHING;
  const extra = proxy.settings.get('extra_jwt_issuer');
  if (extra === undefined || extra.values.every((value) => value === '')) {
    return [{ at: setting.at, message: 'a token of the provider in the Authorization header is taken for a login' }];
  }
  const named = extra.values.flatMap((value) => (value === undefined ? [] : [value.replace(/=[^=]*$/, '')]));
  const message = `tokens of another issuer are taken for a login${named.length === 0 ? '' : `: ${named.join(', ')}`}`;
  return [{ at: extra.at, message, severity: { level: 'medium', reason: 'they were made for something else than the proxy' } }];
}
