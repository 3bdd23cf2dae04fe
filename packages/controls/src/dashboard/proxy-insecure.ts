import { defineControl, type Control, type Outcome } from '../control.ts';
import { isOn, proxiesOf, type OAuth2Proxy, type SettingName } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-insecure',
  subject: 'workload',
  title: 'An OAuth2 Proxy checks its provider, and sends its cookie over TLS alone',
  severity: 'medium',
  remediation: 'Remove the switches that the message names; give a private authority by --provider-ca-file',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check: (workload, { scope }) => proxiesOf(workload, scope).flatMap(ofProxy),

  why: `The proxy believes what the provider says of who somebody is. Without a check of the provider's certificate, its issuer or the nonce,
whoever stands between them says it instead. A cookie that goes over plain HTTP, or that scripts can read, is somebody else's
login once it is seen.`,
  details: `Counted are ssl-insecure-skip-verify, the insecure-oidc- switches, cookie-secure=false and cookie-httponly=false, in flags, variables and the file of --config where a ConfigMap among the manifests holds it.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1557', 'T1539'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'by flag and by variable',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secure=false, --ssl-insecure-skip-verify=true]
      env:
        - {name: OAUTH2_PROXY_INSECURE_OIDC_ALLOW_UNVERIFIED_EMAIL, value: 'true'}
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[0].args[1]', 'spec.containers[0].env[0].value'],
      },
    ],
    passes: [
      {
        name: 'the defaults',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secure=true, --provider=oidc]
`,
      },
    ],
  },
});

export default control;

const SWITCHES: readonly (readonly [SettingName, string])[] = [
  ['ssl_insecure_skip_verify', 'the certificate of the provider is not checked'],
  ['insecure_oidc_allow_unverified_email', 'an address is taken that the provider has not verified'],
  ['insecure_oidc_skip_issuer_verification', 'the issuer of the tokens is not checked'],
  ['insecure_oidc_skip_nonce', 'the nonce of a login is not checked'],
];
const COOKIES: readonly (readonly [SettingName, string])[] = [
  ['cookie_secure', 'the cookie of a login is sent without TLS too'],
  ['cookie_httponly', 'scripts of the page can read the cookie of a login'],
];

function ofProxy(proxy: OAuth2Proxy): readonly Outcome[] {
  const on = SWITCHES.filter(([key]) => isOn(proxy, key));
  const off = COOKIES.filter(([key]) => proxy.settings.get(key)?.values.at(-1) === 'false');
  return [...off, ...on].map(([key, message]) => ({ at: proxy.settings.get(key)?.at ?? proxy.at, message }));
}
