/** One of each kind that can be generated. */
export const GENERATED: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  '--provider dex --issuer https://dex.example.com',
  '--provider keycloak --issuer https://sso.example.com/realms/shop',
  '--provider entra --issuer https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0',
  '--provider google --organisation example.com',
  '--provider okta --issuer https://acme.okta.example.com',
  '--provider github --issuer https://dex.example.com --organisation acme',
  '--provider gitlab --issuer https://dex.example.com --organisation acme',
  '--provider github --ci --organisation acme',
  '--provider github --ci --organisation acme --repository acme/shop',
  '--provider gitlab --ci --organisation acme --repository acme/shop',
].map((text) => ({ name: text, args: [...text.split(' '), '--client-id', 'shop-cluster'] }));
