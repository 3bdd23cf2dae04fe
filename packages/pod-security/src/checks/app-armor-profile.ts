import { compareBytes, goQuote, sortedSet } from '@bulwark/model';
import type { ContainerSecurity, Pod, PodSecurity } from '../pod/pod.ts';
import { joinQuoted, plural, settersText } from '../text/wording.ts';
import { inSecurityContexts, type Check, type Forbidden } from './check.ts';
import { contextsOf, namesOf, setterFields, settersWhere } from './offenders.ts';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** AppArmor is on: with the profile of the container runtime, or with one of the node's. */
export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  remedy: 'set the AppArmor profile to RuntimeDefault, or leave it unset',
  reads: [...inSecurityContexts('appArmorProfile.type'), 'metadata.annotations'],
  versions: [{ since: 0, forbids, stricter: true }],
};

function forbids(pod: Pod): Forbidden | undefined {
  const setters = settersWhere(pod, isBad);
  const annotations = pod.annotations.size === 0 ? [] : badAnnotations(pod.annotations);
  if (setters === undefined && annotations.length === 0) return undefined;
  const { byPod, containers } = setters ?? { byPod: false, containers: [] };
  const types = sortedSet(contextsOf(pod, { byPod, containers }).map(({ appArmorType }) => appArmorType ?? ''));
  const values = [...types, ...annotations.map(({ text }) => text)];
  const who = [
    ...(setters === undefined ? [] : [settersText(byPod, namesOf(containers))]),
    ...(annotations.length === 0 ? [] : [plural('annotation', 'annotations', annotations.length)]),
  ];
  return {
    reason: plural('forbidden AppArmor profile', 'forbidden AppArmor profiles', values.length),
    detail: `${who.join(' and ')} must not set AppArmor profile type to ${joinQuoted(values)}`,
    fields: [
      ...setterFields({ byPod, containers }, 'appArmorProfile', 'type'),
      ...annotations.map(({ key }) => ['metadata', 'annotations', key]),
    ],
  };
}

function isBad({ appArmorType }: PodSecurity | ContainerSecurity): boolean {
  return appArmorType !== undefined && appArmorType !== 'RuntimeDefault' && appArmorType !== 'Localhost';
}

interface Annotation {
  readonly key: string;
  readonly text: string;
}

function badAnnotations(annotations: ReadonlyMap<string, string>): readonly Annotation[] {
  return [...annotations]
    .filter(([key, value]) => key.startsWith(ANNOTATION) && !isGoodAnnotation(value))
    .map(([key, value]) => ({ key, text: `${key}=${goQuote(value)}` }))
    .toSorted((a, b) => compareBytes(a.text, b.text));
}

function isGoodAnnotation(value: string): boolean {
  return value === '' || value === 'runtime/default' || value.startsWith('localhost/');
}
