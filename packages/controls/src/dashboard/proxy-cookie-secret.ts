import { defineControl, NOTHING, type CheckContext, type Control, type Outcome } from '../control.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { isChangeMe, isPlaceholder } from '../secrets/harmless-value.ts';
import { proxiesOf, type OAuth2Proxy, type Setting } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-cookie-secret',
  subject: 'workload',
  title: 'The secret of the cookies of an OAuth2 Proxy is in no manifest, and has a length that the proxy takes',
  severity: 'high',
  remediation:
    'Make 32 bytes by openssl rand -base64 32 | tr -- "+/" "-_", put them into a Secret, and name it by --cookie-secret-file or a variable of the Secret',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check(workload, context) {
    const proxies = proxiesOf(workload, context.scope);
    return proxies.length === 0 ? NOTHING : proxies.flatMap((proxy) => ofProxy(proxy, context));
  },

  why: `With this secret the proxy encrypts the cookies of those who have logged in. Whoever reads it, in a repository or in the
manifest of a workload, makes a cookie of anybody, of any group, and is let in without having an account at all.`,
  details: `Read are flags, variables (OAUTH2_PROXY_COOKIE_SECRET) and the file of --config where a ConfigMap among the manifests holds
it. The value is in no message. Stand-ins never count. Where secrets/literal-in-env, secrets/literal-in-command or
secrets/literal-in-configmap speak of the place, it is left to them. What is not 16, 24 or 32 bytes long, as it stands or from
Base64 of URLs, is low: the proxy does not start. The Base64 that is not of URLs has + and /, and is taken as it stands.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview#generating-a-cookie-secret'],
  requirements: { nsa: ['secrets'], mitre: ['T1552.001', 'T1606.001'], owasp: ['K08'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'as a flag, as a variable and in a file',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: flag
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=oidc, --cookie-secret=QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU=]
    - name: variable
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      env: [{name: OAUTH2_PROXY_COOKIE_SECRET, value: abcdef0123456789}]
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: tools}
spec:
  containers:
    - name: file
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--config=/etc/proxy/oauth2_proxy.cfg]
  volumes:
    - {name: config, configMap: {name: proxy}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: proxy, namespace: tools}
data:
  oauth2_proxy.cfg: |
    cookie_secret = "abcdef0123456789abcdef01"
`,
        at: ['Pod/a spec.containers[0].args[1]', 'Pod/a spec.containers[1].env[0].value', 'Pod/b spec.containers[0].args[0]'],
      },
      {
        name: 'Base64 that is not of URLs, and a word that is too short',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: flag
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secret=QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVow+/IzNDU=]
    - name: variable
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      env: [{name: OAUTH2_PROXY_COOKIE_SECRET, value: abc123def}]
`,
        at: ['spec.containers[0].args[0]', 'spec.containers[1].env[0].value'],
      },
    ],
    passes: [
      {
        name: 'from a Secret, from a file, and filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: variable
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secret=$(COOKIE_SECRET)]
      env:
        - {name: OAUTH2_PROXY_COOKIE_SECRET, valueFrom: {secretKeyRef: {name: proxy, key: cookie-secret}}}
    - name: file
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secret-file=/etc/proxy/cookie-secret]
`,
      },
      {
        name: 'a stand-in',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      env:
        - {name: OAUTH2_PROXY_COOKIE_SECRET, value: SECRET}
    - name: other
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--cookie-secret=REPLACE_ME]
`,
      },
    ],
  },
});

export default control;

const LENGTHS: ReadonlySet<number> = new Set([16, 24, 32]);

function ofProxy({ settings }: OAuth2Proxy, context: CheckContext): readonly Outcome[] {
  const setting = settings.get('cookie_secret');
  if (setting === undefined || setting.values.includes(undefined)) return NOTHING;
  // It was split at commas, as lists are.
  const secret = setting.values.join(',');
  if (secret === '' || hasPlaceholder(secret) || isPlaceholder(secret, 'COOKIE_SECRET') || isChangeMe(secret)) return NOTHING;
  const bytes = bytesOf(secret);
  if (!LENGTHS.has(bytes)) {
    const message = `the secret of the cookies is ${bytes} bytes long, and the proxy takes 16, 24 or 32`;
    return [{ at: setting.at, message, severity: { level: 'low', reason: 'the proxy does not start with it' } }];
  }
  if (context.applies(otherControl(setting))) return NOTHING;
  return [{ at: setting.at, message: 'the secret of the cookies is written here: whoever reads it makes the login of anybody' }];
}

/** What speaks of secrets at this place. */
function otherControl({ at, from }: Setting): string {
  if (from === 'file') return 'secrets/literal-in-configmap';
  return at.includes('env') ? 'secrets/literal-in-env' : 'secrets/literal-in-command';
}

/** How long the proxy finds a secret to be (pkg/encryption): decoded where that gives a length that it takes, else as it stands. */
function bytesOf(secret: string): number {
  const digits = secret.replace(/=+$/, '');
  const decoded = Math.floor((digits.length * 3) / 4);
  if (/^[\w-]+$/.test(digits) && digits.length % 4 !== 1 && LENGTHS.has(decoded)) return decoded;
  return Buffer.byteLength(secret);
}
