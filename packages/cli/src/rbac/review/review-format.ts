/** What the JSON of an access review says of its form. */
export const REVIEW_FORMAT = 'bulwark.dev/access-review/v2';

/** Forms of earlier versions, which a review may follow on: in v1 each entitlement had the rules of its role. */
export const READABLE_FORMATS: readonly string[] = ['bulwark.dev/access-review/v1', REVIEW_FORMAT];
