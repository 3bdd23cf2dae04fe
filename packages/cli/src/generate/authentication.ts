import type { Provider } from './providers.ts';

/** Whom a cluster is to know, as the flags say it. */
export interface AuthenticationWish {
  readonly provider: Provider;
  /** Undefined where the provider has one for all. */
  readonly issuer: string | undefined;
  readonly clientId: string;
  /** People, or the jobs of GitHub Actions and GitLab CI. */
  readonly ci: boolean;
  /** The organisation of a shared issuer: a domain for Google, an owner for GitHub, a group for GitLab. */
  readonly organisation: string | undefined;
  readonly repository: string | undefined;
}

/** One document of what is printed, and what a file of it is called. */
export interface Part {
  readonly name: 'authentication' | 'authorization' | 'binding' | 'dex';
  readonly text: string;
}

interface Mapping {
  readonly claim: string;
  readonly why: string;
  readonly groups: string | undefined;
}

const PEOPLE: Readonly<Record<Provider, Mapping>> = {
  dex: { claim: 'sub', why: 'Never given to anybody else, unlike an address.', groups: 'groups' },
  github: { claim: 'sub', why: 'Of Dex: never given to anybody else, unlike a login.', groups: 'groups' },
  gitlab: { claim: 'sub', why: 'Of Dex: never given to anybody else, unlike a login.', groups: 'groups' },
  keycloak: { claim: 'sub', why: 'The id of the account: a user name can be changed in Keycloak.', groups: 'groups' },
  okta: { claim: 'sub', why: 'The id of the account: an address can pass on to somebody else.', groups: 'groups' },
  entra: { claim: 'oid', why: 'The id of the account: addresses and user names change, and are not verified.', groups: 'groups' },
  google: {
    claim: 'sub',
    why: 'The id of the account: an address can pass on to somebody else. Google sends no groups.',
    groups: undefined,
  },
};

const quote = (text: string): string => JSON.stringify(text);

export function authenticationParts(wish: AuthenticationWish): readonly Part[] {
  const throughDex = !wish.ci && (wish.provider === 'github' || wish.provider === 'gitlab');
  return [
    { name: 'authentication', text: configuration(wish) },
    { name: 'authorization', text: AUTHORIZATION },
    { name: 'binding', text: binding(wish) },
    ...(throughDex ? [{ name: 'dex', text: dex(wish) } as const] : []),
  ];
}

export function prefixOf({ provider, ci }: AuthenticationWish): string {
  return ci ? `${provider}-ci:` : `${provider}:`;
}

export function issuerOf({ provider, issuer, ci }: AuthenticationWish): string | undefined {
  if (issuer !== undefined) return issuer;
  if (provider === 'google') return 'https://accounts.google.com';
  if (!ci) return undefined;
  return provider === 'github' ? 'https://token.actions.githubusercontent.com' : 'https://gitlab.com';
}

function configuration(wish: AuthenticationWish): string {
  const prefix = prefixOf(wish);
  const { claim, why, groups } = wish.ci
    ? { claim: 'sub', why: 'Says which repository and which branch a job is of.', groups: undefined }
    : PEOPLE[wish.provider];
  const groupLines =
    groups === undefined
      ? ''
      : `      groups:
        claim: ${groups}
        # Without it, whoever may name groups at the provider names one system:masters.
        prefix: ${quote(prefix)}
`;
  return `# For kube-apiserver --authentication-config=FILE, without --oidc- flags and without --anonymous-auth beside it.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer:
      # Word for word the "iss" of the tokens; the keys are fetched from it.
      url: ${quote(issuerOf(wish) ?? '')}
      # A client that nothing else uses: a token for another program is none for the cluster.
      audiences: [${quote(wish.clientId)}]
${rules(wish)}    claimMappings:
      username:
        # ${why}
        claim: ${claim}
        # Keeps the names apart from those of Kubernetes itself and of other providers.
        prefix: ${quote(prefix)}
${groupLines}    # Whatever the lines above become one day, nobody is named like Kubernetes' own.
    userValidationRules:
      - expression: "!user.username.startsWith('system:')"
        message: names that begin with system are for Kubernetes itself
      - expression: "user.groups.all(group, !group.startsWith('system:'))"
        message: groups that begin with system are for Kubernetes itself
# Probes and load balancers ask without a name, for the health and nothing else. Where nodes come by kubeadm join, add
# /api/v1/namespaces/kube-public/configmaps/cluster-info.
anonymous:
  enabled: true
  conditions:
    - path: /livez
    - path: /readyz
    - path: /healthz
`;
}

/** The claim that names the organisation, where the issuer is not of one alone. */
export function organisationClaim({ provider, ci }: AuthenticationWish): string | undefined {
  if (provider === 'google') return 'hd';
  if (!ci) return undefined;
  return provider === 'github' ? 'repository_owner' : 'namespace_path';
}

function rules(wish: AuthenticationWish): string {
  const claim = organisationClaim(wish);
  if (claim === undefined || wish.organisation === undefined) return '';
  const repository = wish.provider === 'github' ? 'repository' : 'project_path';
  const more =
    wish.ci && wish.repository !== undefined
      ? `      # And one repository alone.
      - claim: ${repository}
        requiredValue: ${quote(wish.repository)}
`
      : '';
  return `    # The issuer signs for everybody: only tokens of this organisation are taken.
    claimValidationRules:
      - claim: ${claim}
        requiredValue: ${quote(wish.organisation)}
${more}`;
}

const AUTHORIZATION = `# For kube-apiserver --authorization-config=FILE, without --authorization-mode beside it.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
  # Kubelets get what their own pods need; it must stand in front.
  - type: Node
    name: node
  - type: RBAC
    name: rbac
`;

function binding(wish: AuthenticationWish): string {
  const prefix = prefixOf(wish);
  const subject = subjectOf(wish, prefix);
  return `# Apply it with kubectl. The subject carries the prefix: without it, it is nobody.
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ${wish.ci ? 'deployers' : 'developers'}
  namespace: my-application
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: ${subject.kind}
    name: ${quote(subject.name)}
`;
}

function subjectOf(wish: AuthenticationWish, prefix: string): { readonly kind: string; readonly name: string } {
  const organisation = wish.organisation ?? 'ORGANISATION';
  if (wish.ci && wish.provider === 'github') {
    return { kind: 'User', name: `${prefix}repo:${wish.repository ?? `${organisation}/REPOSITORY`}:ref:refs/heads/main` };
  }
  if (wish.ci) {
    return {
      kind: 'User',
      name: `${prefix}project_path:${wish.repository ?? `${organisation}/PROJECT`}:ref_type:branch:ref:main`,
    };
  }
  if (PEOPLE[wish.provider].groups === undefined) return { kind: 'User', name: `${prefix}ID-OF-AN-ACCOUNT` };
  const group =
    wish.provider === 'github' ? `${organisation}:TEAM` : wish.provider === 'entra' ? 'OBJECT-ID-OF-A-GROUP' : 'developers';
  return { kind: 'Group', name: `${prefix}${group}` };
}

/** GitHub and GitLab give people no token that the API server could check by itself: Dex does. */
function dex(wish: AuthenticationWish): string {
  const organisation = wish.organisation ?? 'ORGANISATION';
  const limits =
    wish.provider === 'github'
      ? `      orgs:\n        - name: ${quote(organisation)}\n`
      : `      groups: [${quote(organisation)}]\n`;
  const id = wish.provider === 'github' ? 'GitHub' : 'GitLab';
  const variable = id.toUpperCase();
  return `# For the configuration of Dex, which asks ${id} who somebody is. It expands the variables from its environment.
issuer: ${quote(issuerOf(wish) ?? '')}
connectors:
  - type: ${wish.provider}
    id: ${wish.provider}
    name: ${id}
    config:
      clientID: $${variable}_CLIENT_ID
      clientSecret: $${variable}_CLIENT_SECRET
      redirectURI: ${quote(`${issuerOf(wish) ?? ''}/callback`)}
      # Without it, everybody with an account at ${id} gets a token.
${limits}`;
}
