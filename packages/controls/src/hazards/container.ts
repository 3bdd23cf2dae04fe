import { isArray, listAt, member, stringAt, type Container, type Hazard, type Json, type Workload } from '@bulwark/model';
import { capabilityName } from '../pod/capability.ts';
import { listed, nameOf } from '../wording.ts';
import { imageUser, inside, logOf } from './command-line.ts';

/** What may break where a container loses rights, said of the one that the manifest shows. */
type OfContainer = (workload: Workload, container: Container | undefined) => readonly Hazard[];

/** By `allowPrivilegeEscalation: false`. */
export const withoutGain: OfContainer = (workload, container) => [
  {
    what: 'sudo, su, and other programs with a setuid bit or capabilities of their own run without the rights that these give',
    check: `what ${inside(workload, container, 'find / -xdev -type f -perm /6000')} lists is not started by the program`,
  },
];

/** By `seccompProfile: RuntimeDefault`. */
export const withFilter: OfContainer = (workload, container) => [
  {
    what: "system calls that the runtime's profile refuses fail: to mount, to make user namespaces, to trace, to use the kernel's keys",
    check: `"Operation not permitted" does not stand in ${logOf(workload, container)} once it has run with the profile`,
  },
];

/** By `runAsNonRoot: true`, which changes no user and refuses root. */
export const asNonRoot: OfContainer = (_, container) => [
  {
    what: 'a container does not start whose image runs as root, or calls its user by a name instead of a number',
    check: `${imageUser(container)} prints a number other than 0`,
  },
];

/** By another user than root. */
export const asOtherUser: OfContainer = (workload, container) => [
  {
    what: 'the program cannot write to files and volumes that belong to root',
    check: `${inside(workload, container, `ls -ldn ${writablePaths(container).join(' ') || '/path'}`)} shows who owns what it writes to; fsGroup gives a volume to the group of the pod`,
  },
  ...onLowPorts(workload, container),
];

/** By `capabilities.drop: [ALL]`. */
export const withoutCapabilities: OfContainer = (workload, container) => [
  {
    what: 'a program that starts as root and then takes another user, or changes the owner of files, needs SETUID, SETGID and CHOWN',
    check: `${imageUser(container)} prints a user other than root; where it does not, "Operation not permitted" in ${logOf(workload, container)} tells what to add back`,
  },
  ...(adds(container, 'NET_BIND_SERVICE') ? [] : onLowPorts(workload, container)),
];

/** By `privileged: false`. */
export const withoutPrivilege: OfContainer = (workload, container) => [
  {
    what: 'what opens devices of the node, mounts file systems, loads modules or changes the network of the node fails',
    check: `"Operation not permitted" and "Permission denied" do not stand in ${logOf(workload, container)} of a copy that runs without it; add the one capability or device that is missing`,
  },
];

/** By a capability less. */
export const withoutCapability: OfContainer = (workload, container) => [
  {
    what: 'the program can no longer do what the capability is for',
    check: `"Operation not permitted" does not stand in ${logOf(workload, container)} of a copy that runs without it`,
  },
];

/** By `readOnlyRootFilesystem: true`. */
export const withReadOnlyRoot: OfContainer = (workload, container) => {
  const paths = writablePaths(container);
  const stays = paths.length === 0 ? '' : `; ${listed(paths)} ${paths.length === 1 ? 'stays' : 'stay'} writable`;
  return [
    {
      what: `what the program writes beside its volumes fails: temporary files, caches, logs${stays}`,
      check: `${inside(workload, container, 'find / -xdev -type f -mmin -60')} lists what was written in the last hour: mount an emptyDir at each such folder`,
    },
  ];
};

const LOWEST_FREE_PORT = 1024;

function onLowPorts(workload: Workload, container: Container | undefined): readonly Hazard[] {
  if (container === undefined) return [];
  const low = listAt(container.value, 'ports').map(portOf).filter(isLow);
  const [first] = low;
  if (first === undefined) return [];
  return [
    {
      what: `${nameOf(container)} listens on port ${listed([...new Set(low)].map(String))}, below ${LOWEST_FREE_PORT}, which is for root alone on some nodes`,
      check: `${inside(workload, container, 'cat /proc/sys/net/ipv4/ip_unprivileged_port_start')} prints ${first} or less; otherwise listen on a higher port and name it in targetPort of the Service`,
    },
  ];
}

function portOf(port: Json): number {
  const value = member(port, 'containerPort');
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : 0;
}

const isLow = (port: number): boolean => port > 0 && port < LOWEST_FREE_PORT;

function adds(container: Container | undefined, name: string): boolean {
  return listAt(container?.value ?? null, 'securityContext', 'capabilities', 'add').some(
    (item) => typeof item === 'string' && capabilityName(item) === name,
  );
}

const PATH = /^[\w./-]+$/;
const MOST_PATHS = 4;

/** Where volumes are mounted that the container may write to, as far as the manifest says. */
function writablePaths(container: Container | undefined): readonly string[] {
  const mounts = member(container?.value ?? null, 'volumeMounts');
  if (!isArray(mounts)) return [];
  const paths = mounts.flatMap((mount) => (member(mount, 'readOnly') === true ? [] : (stringAt(mount, 'mountPath') ?? [])));
  return paths.filter((path) => PATH.test(path)).slice(0, MOST_PATHS);
}
