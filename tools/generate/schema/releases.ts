/** The releases that the tables are made from: the newest patch of each minor that the module proxy serves. */
export const RELEASES: readonly string[] = [
  '1.29.6',
  '1.30.14',
  '1.31.14',
  '1.32.13',
  '1.33.13',
  '1.34.4',
  '1.35.4',
  '1.36.3',
  '1.37.2',
];

/** Older releases, for what they say of the life of APIs that later ones have forgotten. */
export const FORMER_RELEASES: readonly string[] = ['1.19.16', '1.21.14', '1.22.17', '1.24.17', '1.26.15', '1.27.16', '1.28.15'];

/** `1.37.2` → 37. */
export function minorOf(release: string): number {
  return Number(release.split('.')[1]);
}

/** The Go modules that declare the API, by the prefix of their definitions' names in OpenAPI. */
export const API_MODULES: readonly { readonly module: string; readonly folder: string; readonly prefix: string }[] = [
  { module: 'k8s.io/api', folder: '', prefix: 'io.k8s.api.' },
  { module: 'k8s.io/apimachinery', folder: 'pkg/apis', prefix: 'io.k8s.apimachinery.pkg.apis.' },
  { module: 'k8s.io/apiextensions-apiserver', folder: 'pkg/apis', prefix: 'io.k8s.apiextensions-apiserver.pkg.apis.' },
  { module: 'k8s.io/kube-aggregator', folder: 'pkg/apis', prefix: 'io.k8s.kube-aggregator.pkg.apis.' },
];
