import type { Path } from '@bulwark/model';

/** A pod as the checks see it: of its metadata and spec, what any of them asks for. Made by `readPod`. */
export interface Pod {
  /** The annotations that say something about AppArmor or seccomp. */
  readonly annotations: ReadonlyMap<string, string>;
  readonly hostNetwork: boolean;
  readonly hostPID: boolean;
  readonly hostIPC: boolean;
  /** Whether the pod has a user namespace of its own: `hostUsers` is false, not only unset. */
  readonly ownUsers: boolean;
  readonly windows: boolean;
  /** No check asks for it, but a cluster may exempt the pods of a runtime class. */
  readonly runtimeClass: string;
  readonly security: PodSecurity;
  readonly volumes: readonly Volume[];
  /** Init containers, then regular, then ephemeral ones: the order of upstream's messages. */
  readonly containers: readonly Container[];
  /** What could not be read; a check that reads such a field cannot decide. */
  readonly problems: readonly FieldProblem[];
}

export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

export interface Container {
  readonly list: ContainerList;
  readonly index: number;
  readonly name: string;
  readonly security: ContainerSecurity;
  readonly hostPorts: readonly HostPort[];
  /** Hosts that probes and lifecycle handlers talk to. */
  readonly handlerHosts: readonly HandlerHost[];
}

/** What a pod's security context and a container's have in common. Undefined is unset; the empty text is set to nothing. */
export interface CommonSecurity {
  readonly runAsNonRoot: boolean | undefined;
  readonly runsAsRoot: boolean;
  readonly seccompType: string | undefined;
  readonly appArmorType: string | undefined;
  readonly seLinux: SELinux | undefined;
  readonly hostProcess: boolean;
}

export interface SELinux {
  readonly type: string;
  readonly user: string;
  readonly role: string;
}

export interface PodSecurity extends CommonSecurity {
  readonly sysctls: readonly string[];
}

export interface ContainerSecurity extends CommonSecurity {
  readonly privileged: boolean;
  readonly allowPrivilegeEscalation: boolean | undefined;
  readonly capabilities: Capabilities | undefined;
  readonly procMount: string | undefined;
}

export interface Capabilities {
  readonly add: readonly string[];
  readonly drop: readonly string[];
}

export interface HostPort {
  readonly port: number;
  /** Index in the container's ports. */
  readonly index: number;
}

export interface HandlerHost {
  readonly host: string;
  /** Below the container. */
  readonly path: Path;
}

export interface Volume {
  readonly name: string;
  /** The names of the sources that are set. */
  readonly sources: readonly string[];
}

/** A field that holds what no server takes: it refuses the whole object. */
export interface FieldProblem {
  /** From the pod: `['spec', 'hostPID']`. */
  readonly path: Path;
  /** `hostPID is text and must be true or false`. */
  readonly reason: string;
}
