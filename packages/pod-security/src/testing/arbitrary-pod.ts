import type { Json } from '@bulwark/model';
import * as fc from 'fast-check';

/** Fields that are there or not, with values of the right type: pods as people write them, good and bad. */
function some(fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Json> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Json>;
}

const of = (...values: readonly Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);
const listOf = (item: fc.Arbitrary<Json>, maxLength: number): fc.Arbitrary<Json> => fc.array(item, { maxLength });

const shared = {
  runAsNonRoot: fc.boolean(),
  runAsUser: of(0, 1000),
  seccompProfile: some({ type: of('RuntimeDefault', 'Localhost', 'Unconfined') }),
  appArmorProfile: some({ type: of('RuntimeDefault', 'Unconfined') }),
  seLinuxOptions: some({ type: of('container_t', 'container_engine_t', 'spc_t'), user: of('', 'u') }),
  windowsOptions: some({ hostProcess: fc.boolean() }),
};

const containerSecurity = some({
  ...shared,
  privileged: fc.boolean(),
  allowPrivilegeEscalation: fc.boolean(),
  capabilities: some({
    add: listOf(of('CHOWN', 'NET_BIND_SERVICE', 'SYS_ADMIN'), 2),
    drop: listOf(of('ALL', 'CHOWN'), 2),
  }),
  procMount: of('Default', 'Unmasked'),
});

const handler = some({ httpGet: some({ host: of('', '10.0.0.1'), port: of(80) }), tcpSocket: some({ host: of('db') }) });

export const arbitraryContainer: fc.Arbitrary<Json> = fc.record({
  name: fc.constantFrom('a', 'b', 'c', '"'),
  image: fc.constant('x'),
  securityContext: containerSecurity,
  ports: listOf(some({ containerPort: of(80, 443), hostPort: of(0, 8080) }), 2),
  livenessProbe: handler,
  lifecycle: some({ preStop: handler }),
}) as fc.Arbitrary<Json>;

const volume = fc
  .tuple(of('v', 'w'), fc.constantFrom('emptyDir', 'hostPath', 'nfs', 'secret', 'newKind', undefined))
  .map(([name, source]): Json => (source === undefined ? { name } : { name, [source]: {} }));

const annotation = fc.constantFrom(
  'container.apparmor.security.beta.kubernetes.io/a',
  'seccomp.security.alpha.kubernetes.io/pod',
  'container.seccomp.security.alpha.kubernetes.io/b',
);

export interface ArbitraryPod {
  readonly metadata: Json;
  readonly spec: { readonly [field: string]: Json };
}

/** Pods of the right types, for Linux where nothing else is said. */
export function arbitraryPod(os: fc.Arbitrary<Json> = of('linux')): fc.Arbitrary<ArbitraryPod> {
  return fc.record({
    metadata: some({
      annotations: fc.dictionary(annotation, fc.constantFrom('runtime/default', 'unconfined'), {
        maxKeys: 2,
      }) as fc.Arbitrary<Json>,
    }),
    spec: some({
      hostNetwork: fc.boolean(),
      hostPID: fc.boolean(),
      hostUsers: fc.boolean(),
      os: some({ name: os }),
      securityContext: some({ ...shared, sysctls: listOf(some({ name: of('kernel.msgmax', 'net.ipv4.tcp_rmem') }), 2) }),
      volumes: listOf(volume, 2),
      initContainers: listOf(arbitraryContainer, 1),
      containers: listOf(arbitraryContainer, 2),
      ephemeralContainers: listOf(arbitraryContainer, 1),
    }) as fc.Arbitrary<ArbitraryPod['spec']>,
  });
}
