import { isObject, listAt, member, stringAt, type Json, type KubeObject } from '@bulwark/model';

export interface ServicePort {
  readonly index: number;
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly targetPort: Json | undefined;
  readonly nodePort: number | undefined;
  readonly protocol: string;
  readonly appProtocol: string | undefined;
}

/** The ports of a Service that are maps; what is of another type in them is left out. */
export function servicePorts(service: KubeObject): readonly ServicePort[] {
  return listAt(service.value, 'spec', 'ports').flatMap((value, index) => {
    if (!isObject(value)) return [];
    const port = numberOf(member(value, 'port'));
    return [
      {
        index,
        name: stringAt(value, 'name'),
        port,
        targetPort: member(value, 'targetPort') ?? port,
        nodePort: numberOf(member(value, 'nodePort')),
        protocol: stringAt(value, 'protocol') ?? 'TCP',
        appProtocol: stringAt(value, 'appProtocol'),
      },
    ];
  });
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** `port 80`, `ports 80 and 443`. */
export function portsOf(service: KubeObject): string {
  const numbers = servicePorts(service).flatMap(({ port }) => (port === undefined ? [] : [String(port)]));
  const shown = numbers.length > 4 ? [...numbers.slice(0, 3), `${numbers.length - 3} others`] : numbers;
  if (numbers.length === 0) return 'its ports';
  return numbers.length === 1 ? `port ${numbers[0] ?? ''}` : `ports ${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
