/** What a capability lets a program do, where that is a way to the node or to its other pods. */
const HARM: ReadonlyMap<string, string> = new Map([
  ['ALL', 'do all that root can'],
  ['BPF', 'load programs into the kernel and read its memory'],
  ['DAC_READ_SEARCH', 'read every file, those of the node by their handles'],
  ['MAC_ADMIN', 'change the rules of AppArmor and other security modules'],
  ['MAC_OVERRIDE', 'pass by the rules of the security module Smack'],
  ['NET_ADMIN', 'change addresses, routes and packet filters'],
  ['PERFMON', "trace the kernel and the node's processes"],
  ['SYS_ADMIN', 'mount, enter namespaces, and much else that root can'],
  ['SYS_BOOT', 'restart the node and load another kernel'],
  ['SYS_MODULE', 'load modules into the kernel'],
  ['SYS_PTRACE', 'read and change the memory of other processes'],
  ['SYS_RAWIO', 'reach devices and the physical memory'],
  ['SYSLOG', "read the kernel's log and its addresses"],
]);

/** These reach no further than the pod's own network or processes, or only show what helps others on. */
const MEDIUM: ReadonlySet<string> = new Set(['MAC_OVERRIDE', 'NET_ADMIN', 'PERFMON', 'SYSLOG', 'SYS_PTRACE']);

/** The name without `CAP_` and in upper case: runtimes take all spellings, Pod Security only this one. */
export function capabilityName(text: string): string {
  const upper = text.toUpperCase();
  return upper.startsWith('CAP_') ? upper.slice('CAP_'.length) : upper;
}

export function harmOf(name: string): string | undefined {
  return HARM.get(name);
}

export function isDangerous(name: string): boolean {
  return HARM.has(name) && !MEDIUM.has(name);
}
