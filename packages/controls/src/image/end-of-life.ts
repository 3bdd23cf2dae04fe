export interface Product {
  /** The end of the image's name, without the registry. */
  readonly name: string;
  /** Only this registry's: other people's images have short names as well. */
  readonly registry?: string;
  readonly title: string;
  /** The last line of versions that gets no fixes any more; undefined where none does. */
  readonly last?: string;
  /** When that was, year and month. */
  readonly since: string;
  readonly instead: string;
}

const official = (name: string, title: string, last: string, since: string): Product => ({
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
  official('node', 'Node.js', '20', '2026-04'),
  official('python', 'Python', '3.9', '2025-10'),
  official('ruby', 'Ruby', '3.2', '2026-03'),
  official('php', 'PHP', '8.1', '2025-12'),
  official('postgres', 'PostgreSQL', '13', '2025-11'),
  official('mysql', 'MySQL', '8.0', '2026-04'),
  official('mongo', 'MongoDB', '6', '2025-07'),
  official('elasticsearch', 'Elasticsearch', '7', '2026-01'),
  official('ubuntu', 'Ubuntu', '20.04', '2025-05'),
  official('debian', 'Debian', '10', '2024-06'),
  official('alpine', 'Alpine', '3.20', '2026-04'),
];
