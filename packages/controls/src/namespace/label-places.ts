import { member, objectAt, type Json, type KubeObject, type Path } from '@bulwark/model';
import { levelLabel, MODES, versionLabel, type Mode } from '@bulwark/pod-security';

/** All labels that Pod Security knows. */
export const KNOWN_LABELS: readonly string[] = MODES.flatMap((mode) => [levelLabel(mode), versionLabel(mode)]);

/** The path of a label. */
export function labelPath(label: string): Path {
  return ['metadata', 'labels', label];
}

/** The value of a label, of whatever type it is; undefined where there is none. */
export function labelValue({ value }: KubeObject, label: string): Json | undefined {
  return member(objectAt(value, 'metadata', 'labels'), label);
}

/** The modes whose level a label of the namespace sets, rightly or wrongly. */
export function modesSet(namespace: KubeObject): readonly Mode[] {
  return MODES.filter((mode) => labelValue(namespace, levelLabel(mode)) !== undefined);
}
