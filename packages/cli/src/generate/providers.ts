/** Who can say who somebody is. Known to the parser of the command line, which loads nothing else of what is generated. */
export const PROVIDERS = ['dex', 'keycloak', 'entra', 'google', 'okta', 'github', 'gitlab'] as const;

export type Provider = (typeof PROVIDERS)[number];
