import type { JsonObject } from '@bulwark/model';
import type { FieldReader } from './field-reader.ts';
import type { Capabilities, CommonSecurity, ContainerSecurity, PodSecurity, SELinux } from './pod.ts';

/** Most pods set nothing, and many containers. */
const UNSET: CommonSecurity = {
  runAsNonRoot: undefined,
  runsAsRoot: false,
  seccompType: undefined,
  appArmorType: undefined,
  seLinux: undefined,
  hostProcess: false,
};
const NO_SYSCTLS: readonly string[] = [];
const UNSET_POD: PodSecurity = { ...UNSET, sysctls: NO_SYSCTLS };
const UNSET_CONTAINER: ContainerSecurity = {
  ...UNSET,
  privileged: false,
  allowPrivilegeEscalation: undefined,
  capabilities: undefined,
  procMount: undefined,
};

export function readPodSecurity(reader: FieldReader, context: JsonObject | undefined): PodSecurity {
  if (context === undefined) return UNSET_POD;
  return { ...readCommon(reader, context), sysctls: readSysctls(reader, context) };
}

export function readContainerSecurity(reader: FieldReader, context: JsonObject | undefined): ContainerSecurity {
  if (context === undefined) return UNSET_CONTAINER;
  return {
    ...readCommon(reader, context),
    privileged: reader.boolean(context, 'privileged') === true,
    allowPrivilegeEscalation: reader.boolean(context, 'allowPrivilegeEscalation'),
    capabilities: readCapabilities(reader, context),
    procMount: reader.text(context, 'procMount'),
  };
}

function readCommon(reader: FieldReader, context: JsonObject): CommonSecurity {
  const user = reader.int64(context, 'runAsUser');
  return {
    runAsNonRoot: reader.boolean(context, 'runAsNonRoot'),
    runsAsRoot: user === 0,
    seccompType: readType(reader, context, 'seccompProfile'),
    appArmorType: readType(reader, context, 'appArmorProfile'),
    seLinux: readSELinux(reader, context),
    hostProcess: readHostProcess(reader, context),
  };
}

/** The type of a profile: one without a type has the empty text, and no profile has none. */
function readType(reader: FieldReader, context: JsonObject, field: string): string | undefined {
  const profile = reader.optionalObject(context, field);
  if (profile === undefined) return undefined;
  reader.enter(field);
  const type = reader.text(profile, 'type') ?? '';
  reader.leave();
  return type;
}

function readSELinux(reader: FieldReader, context: JsonObject): SELinux | undefined {
  const options = reader.optionalObject(context, 'seLinuxOptions');
  if (options === undefined) return undefined;
  reader.enter('seLinuxOptions');
  const type = reader.text(options, 'type') ?? '';
  const user = reader.text(options, 'user') ?? '';
  const role = reader.text(options, 'role') ?? '';
  reader.leave();
  return { type, user, role };
}

function readHostProcess(reader: FieldReader, context: JsonObject): boolean {
  const options = reader.optionalObject(context, 'windowsOptions');
  if (options === undefined) return false;
  reader.enter('windowsOptions');
  const hostProcess = reader.boolean(options, 'hostProcess') === true;
  reader.leave();
  return hostProcess;
}

function readCapabilities(reader: FieldReader, context: JsonObject): Capabilities | undefined {
  const capabilities = reader.optionalObject(context, 'capabilities');
  if (capabilities === undefined) return undefined;
  reader.enter('capabilities');
  const add = reader.texts(capabilities, 'add');
  const drop = reader.texts(capabilities, 'drop');
  reader.leave();
  return { add, drop };
}

function readSysctls(reader: FieldReader, context: JsonObject): readonly string[] {
  const items = reader.list(context, 'sysctls');
  if (items.length === 0) return NO_SYSCTLS;
  reader.enter('sysctls');
  const names = items.map((item, index) => {
    const sysctl = reader.item(item, index);
    reader.enter(index);
    const name = reader.text(sysctl, 'name') ?? '';
    reader.leave();
    return name;
  });
  reader.leave();
  return names;
}
