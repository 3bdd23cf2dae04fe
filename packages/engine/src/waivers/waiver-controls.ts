import { refOf, type Finding, type KubeObject, type Path, type Place, type Severity } from '@bulwark/model';
import { fingerprint } from '../fingerprint.ts';
import { placeOf } from '../place.ts';

/** What is judged of the waivers themselves, in the form of a control. */
export interface WaiverControl {
  readonly id: `config/${string}`;
  readonly title: string;
  readonly severity: Severity;
  readonly remediation: string;
  readonly why: string;
}

export const WAIVER_CONTROLS: Readonly<Record<'unused' | 'expired' | 'reason' | 'never' | 'unknown', WaiverControl>> = {
  unused: {
    id: 'config/unused-exception',
    title: 'Every exception excuses something',
    severity: 'low',
    remediation: 'Delete it',
    why: 'An exception that excuses nothing today excuses tomorrow what nobody has looked at.',
  },
  expired: {
    id: 'config/expired-exception',
    title: 'No exception is past its last day',
    severity: 'medium',
    remediation: 'Mend what it excused and delete it, or agree on a new day',
    why: 'It was granted for a time that is over. What it excused counts again.',
  },
  reason: {
    id: 'config/missing-reason',
    title: 'Every exception says why',
    severity: 'medium',
    remediation: 'Write the reason down: until then what it excuses counts',
    why: 'Nobody can tell an exception that was thought about from one that was in somebody’s way. Without a reason it does not hold.',
  },
  never: {
    id: 'config/forbidden-exception',
    title: 'Nothing excuses from the controls that know no exception',
    severity: 'medium',
    remediation: 'Mend what it excuses and delete it',
    why: 'The configuration names controls that nobody may be excused from (neverExcept). What is excused all the same still counts.',
  },
  unknown: {
    id: 'config/unknown-control',
    title: 'Exceptions name controls that exist',
    severity: 'low',
    remediation: 'bulwark controls lists the ids',
    why: 'An exception from a control that does not exist excuses nothing: most often it is a slip of the pen.',
  },
};

interface Said {
  readonly path: Path;
  readonly message: string;
  /** Where it stands, if not at the path. */
  readonly place?: Place | undefined;
}

/** A finding about a waiver that stands in `object`. */
export function waiverFinding(control: WaiverControl, object: KubeObject, { path, message, place }: Said): Finding {
  return {
    control: control.id,
    title: control.title,
    severity: control.severity,
    severityReason: undefined,
    object: refOf(object),
    path,
    place: place ?? placeOf(object, path),
    message,
    evidence: [],
    remediation: control.remediation,
    fix: undefined,
    get fingerprint(): string {
      return fingerprint(control.id, object, path);
    },
  };
}
