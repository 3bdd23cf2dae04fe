import type { VersionNumbers } from './version-tag.ts';

export interface Product {
  /** The end of the image's name, without the registry. */
  readonly name: string;
  /** Only this registry's: other people's images have short names as well. */
  readonly registry?: string;
  readonly title: string;
  /** The last line of versions that gets no fixes any more; undefined where none does. */
  readonly last?: VersionNumbers;
  /** When that was, year and month. */
  readonly since: string;
  readonly instead: string;
}

const official = (name: string, title: string, last: VersionNumbers, since: string): Product => ({
  name: `library/${name}`,
  registry: 'docker.io',
  title,
  last,
  since,
  instead: 'a version that is maintained',
});

const retired = (name: string, title: string, since: string, instead: string): Product => ({ name, title, since, instead });

/**
 * What its maintainers have given up, by their announcements. Dates are of the past when they are written here, so that no
 * clock decides; a version that is not here is not known to be maintained.
 */
export const END_OF_LIFE: readonly Product[] = [
  retired('ingress-nginx/controller', 'Ingress NGINX', '2026-03', 'another ingress controller, or the Gateway API'),
  retired('ingress-nginx/controller-chroot', 'Ingress NGINX', '2026-03', 'another ingress controller, or the Gateway API'),
  retired(
    'kubernetes-ingress-controller/nginx-ingress-controller',
    'Ingress NGINX',
    '2026-03',
    'another ingress controller, or the Gateway API',
  ),
  retired(
    'google_containers/nginx-ingress-controller',
    'Ingress NGINX',
    '2026-03',
    'another ingress controller, or the Gateway API',
  ),
  retired('heapster-amd64', 'Heapster', '2018-11', 'metrics-server'),
  retired('google_containers/heapster', 'Heapster', '2018-11', 'metrics-server'),
  retired('jboss/keycloak', 'this image of Keycloak', '2022-06', 'quay.io/keycloak/keycloak'),
  { ...retired('library/centos', 'CentOS Linux', '2024-06', 'a distribution that is maintained'), registry: 'docker.io' },
  { ...retired('library/openjdk', 'this image of OpenJDK', '2022-07', 'eclipse-temurin'), registry: 'docker.io' },
  official('node', 'Node.js', [18], '2025-04'),
  official('python', 'Python', [3, 8], '2024-10'),
  official('ruby', 'Ruby', [3, 1], '2025-03'),
  official('php', 'PHP', [8, 0], '2023-11'),
  official('postgres', 'PostgreSQL', [12], '2024-11'),
  official('mysql', 'MySQL', [5, 7], '2023-10'),
  official('mongo', 'MongoDB', [5], '2024-10'),
  official('elasticsearch', 'Elasticsearch', [6], '2022-02'),
  official('ubuntu', 'Ubuntu', [18, 4], '2023-05'),
  official('debian', 'Debian', [10], '2024-06'),
  official('alpine', 'Alpine', [3, 17], '2024-11'),
];
