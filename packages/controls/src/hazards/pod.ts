import type { Hazard } from '@bulwark/model';

/** What may break where a pod loses what it shares with its node, each by the field that goes. */
export const WITHOUT_SHARED: Readonly<Record<'hostNetwork' | 'hostPID' | 'hostIPC', readonly Hazard[]>> = {
  hostNetwork: [
    {
      what: "what reaches the pod by the node's address no longer does, and the pod loses what listens on the node's loopback",
      check:
        "nothing names a node's address with one of its ports: firewalls, monitoring, other programs on the node; clients use a Service",
    },
  ],
  hostPID: [
    {
      what: 'a program that reads or signals processes of the node, or enters them by nsenter, finds only its own',
      check: 'its command and its documentation speak of no process outside the pod, as agents for monitoring and profiling do',
    },
  ],
  hostIPC: [
    {
      what: 'a program that shares memory segments or queues with processes of the node finds none',
      check: 'ipcs on the node, before and after the pod starts, lists nothing that the pod and the node both attach to',
    },
  ],
};

export const WITHOUT_HOST_PORT: readonly Hazard[] = [
  {
    what: "what reaches the pod by its node's address and this port no longer does",
    check:
      'no firewall rule, load balancer, DNS name or program on the node names the port of a node; make a Service for it first',
  },
];

export const WITH_APPARMOR: readonly Hazard[] = [
  {
    what: 'what the profile of the runtime refuses fails: to mount, to trace, to write below /proc and /sys',
    check: 'journalctl -k on the node has no line with apparmor="DENIED" once it has run with the profile',
  },
];

export const WITHOUT_SELINUX_TYPE: readonly Hazard[] = [
  {
    what: 'what the type, role or user allowed is refused: files of the node, and volumes with another label',
    check: 'ausearch -m avc on the node lists no denial once the pod has run without it',
  },
];

export const WITHOUT_HOST_PROCESS: readonly Hazard[] = [
  {
    what: 'a program that reads or changes the node itself, its network or its files, sees only its container',
    check: 'its documentation asks for no HostProcess container, as those of network and storage drivers do',
  },
];

export const WITH_MASKED_PROC: readonly Hazard[] = [
  {
    what: 'a program that makes containers in its container cannot mount their /proc',
    check: 'its documentation asks for no unmasked /proc, as those of build tools without root rights do',
  },
];

export const WITHOUT_SYSCTL: readonly Hazard[] = [
  {
    what: 'the kernel parameter has the value of the node: the program may be slower, or refuse to start',
    check: 'sysctl NAME, by kubectl exec in a copy without it, prints a value that its documentation takes',
  },
];

export const PROBES_THE_POD: readonly Hazard[] = [
  {
    what: 'the probe or handler asks the address of the pod, where the program may not listen',
    check: 'it listens on all addresses: ss -ltn in the pod, by kubectl exec, shows no 127.0.0.1 with that port',
  },
];
