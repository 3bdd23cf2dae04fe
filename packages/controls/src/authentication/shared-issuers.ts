/** An issuer whose tokens are not of one organisation alone. */
export interface SharedIssuer {
  readonly name: string;
  /** The claims of which one must be bound to a value. */
  readonly claims: readonly string[];
  /** Those in front are names of the organisation with what it holds behind a slash. */
  readonly example: { readonly claim: string; readonly value: string };
  /** Whether everybody can get a token for any audience: CI services make them for whoever runs a job. */
  readonly forAnybody: boolean;
}

const GITHUB: SharedIssuer = {
  name: 'GitHub Actions',
  claims: [
    'repository_owner',
    'repository_owner_id',
    'repository',
    'repository_id',
    'sub',
    'job_workflow_ref',
    'workflow_ref',
    'enterprise',
    'enterprise_id',
  ],
  example: { claim: 'repository_owner', value: 'YOUR-ORGANISATION' },
  forAnybody: true,
};
const GITLAB: SharedIssuer = {
  name: 'GitLab.com',
  claims: ['namespace_path', 'namespace_id', 'project_path', 'project_id', 'sub', 'ci_config_ref_uri'],
  example: { claim: 'namespace_path', value: 'YOUR-GROUP' },
  forAnybody: true,
};
const GOOGLE: SharedIssuer = {
  name: 'Google',
  claims: ['hd', 'sub', 'email'],
  example: { claim: 'hd', value: 'YOUR-DOMAIN' },
  forAnybody: false,
};
const BUILDKITE: SharedIssuer = {
  name: 'Buildkite',
  claims: ['organization_slug', 'organization_id', 'pipeline_id', 'sub'],
  example: { claim: 'organization_slug', value: 'YOUR-ORGANISATION' },
  forAnybody: true,
};
const TERRAFORM: SharedIssuer = {
  name: 'HCP Terraform',
  claims: ['terraform_organization_id', 'terraform_organization_name', 'terraform_workspace_id', 'sub'],
  example: { claim: 'terraform_organization_name', value: 'YOUR-ORGANISATION' },
  forAnybody: true,
};
/** A token of this tenant is of a personal account: everybody can have one. */
const MICROSOFT: SharedIssuer = {
  name: 'personal Microsoft accounts',
  claims: ['sub', 'oid', 'email'],
  example: { claim: 'oid', value: 'ID-OF-AN-ACCOUNT' },
  forAnybody: false,
};

const SHARED: ReadonlyMap<string, SharedIssuer> = new Map([
  ['token.actions.githubusercontent.com', GITHUB],
  ['gitlab.com', GITLAB],
  ['accounts.google.com', GOOGLE],
  ['agent.buildkite.com', BUILDKITE],
  ['app.terraform.io', TERRAFORM],
  ['login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0', MICROSOFT],
]);

/** The shared issuer of a URL; undefined for one that is of one organisation, or that nobody here knows. */
export function sharedIssuer(url: string): SharedIssuer | undefined {
  return SHARED.get(url.replace(/^https:\/\//, '').replace(/\/+$/, ''));
}

/** Entra ID puts a tenant's id into the issuer of its tokens, so that none is ever of `common`. */
const NO_TENANT =
  /^https:\/\/login\.microsoftonline\.(?:com|us)\/(common|organizations|consumers)\b|^https:\/\/sts\.windows\.net\/(common|organizations|consumers)\b/;

/** The word that stands where the id of a tenant belongs. */
export function wordForTenant(url: string): string | undefined {
  const match = NO_TENANT.exec(url);
  return match?.[1] ?? match?.[2];
}

export function isEntra(url: string): boolean {
  return /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|sts\.windows\.net)\//.test(url);
}
