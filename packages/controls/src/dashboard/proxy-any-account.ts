import { defineControl, type Control, type Outcome } from '../control.ts';
import { proxiesOf, type OAuth2Proxy } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-any-account',
  subject: 'workload',
  title: 'An OAuth2 Proxy lets in the people of one organisation, and not everybody with an account',
  severity: 'high',
  remediation:
    'Name your domain in --email-domain, or whom you mean in --allowed-group, --github-org, --gitlab-group or --google-group',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check: (workload, { scope }) => proxiesOf(workload, scope).flatMap(ofProxy),

  why: `With --email-domain=* each account at the provider is let in. Where the provider is Google, GitHub or another that serves everybody,
that is everybody: a login page stands before the dashboard, and nobody is kept out by it.`,
  details: `Read are flags, variables (OAUTH2_PROXY_…) and the file of --config where a ConfigMap among the manifests holds it. Restrictions
that count are groups, organisations, teams, repositories and users, and a file of addresses. A provider that holds one organisation
alone (Keycloak, an own OpenID Connect issuer, Azure with a tenant) is low: it lets in only whom it knows.`,
  references: ['https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  requirements: { mitre: ['T1133', 'T1078'], owasp: ['K06'] },
  aliases: {},

  examples: {
    fails: [
      {
        name: 'every account of GitHub, by flag and in a file',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=github, '--email-domain=*']
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: tools}
spec:
  containers:
    - name: proxy
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
    provider = "google"
    email_domains = [ "*" ]
`,
        at: ['Pod/a spec.containers[0].args[1]', 'Pod/b spec.containers[0].args[0]'],
      },
    ],
    passes: [
      {
        name: 'a domain, and an organisation',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=google, --email-domain=acme.example.com]
    - name: other
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=github, '--email-domain=*', --github-org=acme]
`,
      },
      {
        name: 'what may restrict it is not shown',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: proxy
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.12.0
      args: [--provider=github, '--email-domain=*', --config=/etc/proxy.cfg]
`,
        unknown: ['the file /etc/proxy.cfg is not in a ConfigMap among the manifests'],
      },
    ],
  },
});

export default control;

const RESTRICTIONS: readonly string[] = [
  'allowed_group',
  'allowed_role',
  'github_org',
  'github_team',
  'github_repo',
  'github_user',
  'gitlab_group',
  'gitlab_project',
  'google_group',
  'keycloak_group',
  'bitbucket_team',
  'bitbucket_workspace',
  'bitbucket_repository',
  'authenticated_emails_file',
  'htpasswd_file',
];
const FOR_EVERYBODY: ReadonlySet<string> = new Set([
  'google',
  'github',
  'gitlab',
  'bitbucket',
  'facebook',
  'linkedin',
  'digitalocean',
]);

function ofProxy({ settings, hidden }: OAuth2Proxy): readonly Outcome[] {
  const domains = settings.get('email_domain');
  if (domains?.values.includes('*') !== true || RESTRICTIONS.some((key) => settings.has(key))) return [];
  if (hidden !== undefined) return [{ at: domains.at, unknown: hidden }];
  const provider = settings.get('provider')?.values.at(-1) ?? 'google';
  const message = `everybody with an account at the provider "${provider}" is let in: email-domain is * and nothing else restricts it`;
  const low = { level: 'low', reason: 'the provider may be of one organisation, and lets in only whom it knows' } as const;
  return [{ at: domains.at, message, severity: FOR_EVERYBODY.has(provider) ? undefined : low }];
}
