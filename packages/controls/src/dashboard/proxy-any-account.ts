import { defineControl, NOTHING, type Control, type Outcome } from '../control.ts';
import { proxiesOf, type OAuth2Proxy, type SettingName } from './oauth2-proxy.ts';

const control: Control = defineControl({
  id: 'dashboard/proxy-any-account',
  subject: 'workload',
  title: 'An OAuth2 Proxy lets in the people of one organisation, and not everybody with an account',
  severity: 'high',
  remediation:
    'Name your domain in --email-domain, or whom you mean in --allowed-group, or for these providers in --github-org, --gitlab-group or --google-group',
  reads: [{ group: '', kind: 'ConfigMap' }],
  judgesPartial: true,

  check: (workload, { scope }) => proxiesOf(workload, scope).flatMap(ofProxy),

  why: `With --email-domain=* each account at the provider is let in. Where the provider is Google, GitHub or another that serves everybody,
that is everybody: a login page stands before the dashboard, and nobody is kept out by it.`,
  details: `Read are flags, variables (OAUTH2_PROXY_…) and the file of --config where a ConfigMap among the manifests holds it. Restrictions
that count are allowed-group, and the organisations, teams, groups, roles, projects, repositories and users of the provider that is
used: those of another do nothing, as --github-org with --provider=oidc, and neither does --allowed-group with gitlab and the old
keycloak, which take their own groups alone. A file of addresses or of passwords lets in more, and beside
* keeps out nobody. Unknown with --alpha-config, whose file has a form of its own. A provider that holds one organisation alone
(Keycloak, an own OpenID Connect issuer, Azure with a tenant) is low: it lets in only whom it knows.`,
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
      {
        name: 'what restricts another provider, a file that only lets in more, and nothing named',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: organisation
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--provider=oidc, '--email-domain=*', --github-org=acme]
    - name: addresses
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--provider=github, '--email-domain=*', --authenticated-emails-file=/etc/proxy/addresses]
    - name: empty
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--provider=github, '--email-domain=*', --github-org=]
    - name: group
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: [--provider=gitlab, '--email-domain=*', --allowed-group=acme/platform]
`,
        at: [0, 1, 2, 3].map((index) => `spec.containers[${index}].args[1]`),
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
      {
        name: 'the provider stands in a file of another form, or is filled in later',
        yaml: `
apiVersion: v1
kind: Pod
metadata: {name: a, namespace: tools}
spec:
  containers:
    - name: alpha
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: ['--email-domain=*', --alpha-config=/etc/proxy/alpha.yaml]
    - name: later
      image: quay.io/oauth2-proxy/oauth2-proxy:v7.15.6
      args: ['--provider=$(PROVIDER)', '--email-domain=*', --github-org=acme]
`,
        unknown: ['the file /etc/proxy/alpha.yaml of --alpha-config is not read'],
      },
    ],
  },
});

export default control;

/** What restricts it with one provider, and with the others does nothing. */
const RESTRICTIONS: ReadonlyMap<string, readonly SettingName[]> = new Map([
  ['bitbucket', ['bitbucket_team', 'bitbucket_workspace', 'bitbucket_repository']],
  ['github', ['github_org', 'github_team', 'github_repo', 'github_user']],
  ['gitlab', ['gitlab_group', 'gitlab_project']],
  ['google', ['google_group']],
  ['keycloak', ['keycloak_group']],
  ['keycloak-oidc', ['allowed_role']],
]);
/** These take their own groups in place of those of allowed-group, even where there are none. */
const OWN_GROUPS: ReadonlySet<string> = new Set(['gitlab', 'keycloak']);
/** Those of files let in more than the domains do, and never fewer. */
const ALL: readonly SettingName[] = [
  'allowed_group',
  ...RESTRICTIONS.values().toArray().flat(),
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
  if (domains?.values.includes('*') !== true) return NOTHING;
  const provider = settings.has('provider') ? settings.get('provider')?.values.at(-1) : 'google';
  // Filled in later.
  if (provider === undefined) return NOTHING;
  const says = ALL.filter((key) => settings.get(key)?.values.some((value) => value !== ''));
  if (says.some((key) => restricts(provider, key))) return NOTHING;
  if (hidden !== undefined) return [{ at: domains.at, unknown: hidden }];
  const rest = says[0] === undefined ? 'nothing else restricts it' : `${says[0].replaceAll('_', '-')} restricts nothing here`;
  const message = `everybody with an account at the provider "${provider}" is let in: email-domain is * and ${rest}`;
  const low = { level: 'low', reason: 'the provider may be of one organisation, and lets in only whom it knows' } as const;
  return [{ at: domains.at, message, severity: FOR_EVERYBODY.has(provider) ? undefined : low }];
}

function restricts(provider: string, key: SettingName): boolean {
  if (key === 'allowed_group') return !OWN_GROUPS.has(provider);
  return RESTRICTIONS.get(provider)?.includes(key) === true;
}
